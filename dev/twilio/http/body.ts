// Reads request bodies.

import type { IncomingMessage } from "node:http";

/** Far above anything that the API or a script sends. */
const MOST_BYTES = 256 * 1024;

export class BodyTooLarge extends Error {}

/** @throws {BodyTooLarge} beyond 256 kB */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MOST_BYTES) throw new BodyTooLarge("Cannot read the request: it is over 256 kB");
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
