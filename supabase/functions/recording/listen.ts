import { Failure } from "../_shared/domain/failure.ts";
import { errorAnswer } from "../_shared/http/answer.ts";
import { describeError, type WriteLog, writeLog } from "../_shared/http/log.ts";
import { oneRange, readRange, slice } from "./range.ts";

/** As the database makes them: 32 random bytes in base64url. */
const address = /^\/recording\/([A-Za-z0-9_-]{43})$/;

/** Nobody but the one listener keeps it, and the pass goes nowhere else. */
const headersOfSound = {
  "accept-ranges": "bytes",
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Plays a recording by its pass: `GET /recording/<pass>`, in parts where the browser asks for parts. Safari plays
 * nothing without, and Twilio does not promise them, so they are cut here where Twilio sends the whole.
 */
export function listenEndpoint({ open, log = writeLog }: {
  /** @throws Failure `E-RECORDING-GONE`, `E-TWILIO` */
  open: (pass: string, range: string | null) => Promise<Response>;
  log?: WriteLog;
}): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const pass = address.exec(new URL(request.url).pathname)?.[1];
      if (pass === undefined) throw new Failure("E-PATH");
      if (request.method !== "GET" && request.method !== "HEAD") throw new Failure("E-METHOD");
      const range = oneRange(request.headers.get("range"));
      return await answer(await open(pass, range), range, request.method === "HEAD");
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("E-INTERNAL", {}, error);
      // Without the address: it is a credential for as long as it lasts.
      log({
        level: failure.code === "E-INTERNAL" ? "error" : "info",
        message: "recording not played",
        function: "recording",
        requestId: crypto.randomUUID(),
        code: failure.code,
        ...(failure.cause === undefined ? {} : { cause: describeError(failure.cause) }),
      });
      return errorAnswer(failure.code, {}, "GET, HEAD");
    }
  };
}

async function answer(media: Response, range: string | null, onlyHead: boolean): Promise<Response> {
  const headers = new Headers(headersOfSound);
  const type = media.headers.get("content-type") ?? "";
  headers.set("content-type", /^audio\/[\w.+-]+$/.test(type) ? type : "audio/mpeg");
  const found = media.headers.get("content-range");
  if (media.status === 206 && found !== null || media.status === 416) {
    copy(media, headers, ["content-range", "content-length"]);
    return await respond(media.body, media.status, headers, onlyHead || media.status === 416);
  }

  const { body, size } = await measured(media);
  const part = readRange(range, size);
  if (part === null) {
    headers.set("content-length", String(size));
    return await respond(body, 200, headers, onlyHead);
  }
  if (part === "outside") {
    headers.set("content-range", `bytes */${size}`);
    return await respond(body, 416, headers, true);
  }
  headers.set("content-range", `bytes ${part.first}-${part.last}/${size}`);
  headers.set("content-length", String(part.last - part.first + 1));
  return await respond(slice(body, part), 206, headers, onlyHead);
}

async function respond(
  body: ReadableStream<Uint8Array> | null,
  status: number,
  headers: Headers,
  empty: boolean,
): Promise<Response> {
  if (empty) await body?.cancel();
  return new Response(empty ? null : body, { status, headers });
}

/** Where Twilio does not say how long it is, it is read first. */
async function measured(
  media: Response,
): Promise<{ body: ReadableStream<Uint8Array>; size: number }> {
  const length = media.headers.get("content-length");
  if (length !== null && media.body !== null && media.headers.get("content-encoding") === null) {
    return { body: media.body, size: Number(length) };
  }
  const bytes = await media.blob();
  return { body: bytes.stream(), size: bytes.size };
}

function copy(from: Response, to: Headers, names: readonly string[]): void {
  for (const name of names) {
    const value = from.headers.get(name);
    if (value !== null) to.set(name, value);
  }
}
