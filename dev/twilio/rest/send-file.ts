// Sends a file, or the part of it that a player asks for.

import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** @param range the request's `Range`; one part in bytes is given, anything else is answered with the whole file */
export function sendFile(
  response: ServerResponse,
  { type, bytes }: NonNullable<Answer["file"]>,
  range: string | undefined,
): void {
  const headers = { "Content-Type": type, "Accept-Ranges": "bytes" };
  const size = bytes.length;
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (from === "" && to === "") {
    response.writeHead(200, { ...headers, "Content-Length": size }).end(bytes);
    return;
  }
  // Without a beginning it is the last so many bytes.
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(size - 1, Number(to));
  if (first > last) {
    response.writeHead(416, { ...headers, "Content-Range": `bytes */${size}` }).end();
    return;
  }
  response.writeHead(206, {
    ...headers,
    "Content-Range": `bytes ${first}-${last}/${size}`,
    "Content-Length": last - first + 1,
  }).end(bytes.subarray(first, last + 1));
}
