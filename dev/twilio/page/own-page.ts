import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** Refuses a socket that a foreign site asks for which a person has open; true when it did. */
export function refuseForeign(request: IncomingMessage, socket: Duplex): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) return false;
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
  return true;
}
