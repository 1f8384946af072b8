/** A part of a file, both ends in it. */
export interface Part {
  first: number;
  last: number;
}

const pattern = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The header if it asks for one range of bytes, else null: Twilio may answer several as a body of several parts, which
 * is no sound.
 */
export function oneRange(header: string | null): string | null {
  return header !== null && pattern.test(header.trim()) ? header.trim() : null;
}

/**
 * The part that a `Range` header asks for (RFC 9110, 14.2). Null: the whole file, as also for what is not one range of
 * bytes; `outside`: there is no such part.
 */
export function readRange(header: string | null, size: number): Part | "outside" | null {
  const [, from = "", to = ""] = pattern.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from === "") {
    const count = Math.min(Number(to), size);
    return count === 0 ? "outside" : { first: size - count, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) return "outside";
  return last < first ? null : { first, last };
}

/** That part of a stream; the rest is neither read nor sent. */
export function slice(
  stream: ReadableStream<Uint8Array>,
  { first, last }: Part,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      while (true) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const begin = at;
        at += value.length;
        const piece = value.subarray(Math.max(first - begin, 0), last + 1 - begin);
        const isLast = at > last;
        if (at > first && piece.length > 0) controller.enqueue(piece);
        if (isLast) {
          controller.close();
          await reader.cancel();
          return;
        }
        if (at > first) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
