import { Failure } from "../domain/failure.ts";
import { countFields, type Form, hasNul, parseForm } from "../domain/form.ts";

/** Far above what Twilio or a person sends, far below what costs us anything. */
export const limits = { bytes: 64 * 1024, fields: 200 } as const;

/** The content type without its parameters, in lower case. */
export function contentType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}

/**
 * Reads a posted form.
 * @throws Failure `E-SIZE` over 64 kB or 200 fields; `E-BODY` when it holds a NUL
 */
export async function readForm(request: Request): Promise<Form> {
  const form = parseForm(await readText(request));
  if (countFields(form) > limits.fields) throw new Failure("E-SIZE");
  if (hasNul(form)) throw new Failure("E-BODY");
  return form;
}

/**
 * Reads the body as text, and no more of it than the limit.
 * @throws Failure `E-SIZE`; `E-BODY` when the connection breaks off
 */
export async function readText(request: Request): Promise<string> {
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > limits.bytes) throw new Failure("E-SIZE");
  // A length that is announced is kept to by HTTP itself, and text read at once takes a third of the time.
  if (announced !== null) return await whole(request);
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of chunks(request)) {
    size += chunk.byteLength;
    if (size > limits.bytes) throw new Failure("E-SIZE");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function whole(request: Request): Promise<string> {
  try {
    return await request.text();
  } catch (error) {
    throw new Failure("E-BODY", {}, error);
  }
}

async function* chunks(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request.body ?? [];
  } catch (error) {
    throw new Failure("E-BODY", {}, error);
  }
}
