import * as v from "valibot";
import { Failure } from "../domain/failure.ts";
import { countFields, type Form, isStorableForm, parseForm } from "../domain/form.ts";
import { isStorableJson } from "../domain/storable.ts";

/** Far above what Twilio or a person sends, far below what costs us anything. */
export const limits = { bytes: 64 * 1024, fields: 200 } as const;

/** The content type without its parameters, in lower case. */
export function contentType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}

/**
 * Reads a posted form.
 * @throws Failure `E-SIZE` over 64 kB or 200 fields; `E-BODY` when it holds what the database can't keep
 */
export async function readForm(request: Request): Promise<Form> {
  return checkedForm(await readText(request));
}

/**
 * Reads a query, which has the form of a form and is held to the same limits.
 * @param query with its question mark, or empty
 * @throws Failure as `readForm` does
 */
export function readQuery(query: string): Form {
  if (query.length > limits.bytes) throw new Failure("E-SIZE");
  return checkedForm(query.slice(1));
}

function checkedForm(text: string): Form {
  const form = parseForm(text);
  if (countFields(form) > limits.fields) throw new Failure("E-SIZE");
  if (!isStorableForm(form)) throw new Failure("E-BODY");
  return form;
}

const JsonSchema = v.pipe(v.string(), v.parseJson(), v.check(isStorableJson));

/**
 * Reads a posted JSON value of whatever shape.
 * @throws Failure `E-SIZE`; `E-BODY` when it is no JSON or holds what the database can't keep
 */
export async function readJson(request: Request): Promise<unknown> {
  const parsed = v.safeParse(JsonSchema, await readText(request));
  if (!parsed.success) throw new Failure("E-BODY");
  return parsed.output;
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
