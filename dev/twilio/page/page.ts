// The outside world's telephones, at the simulator's root: each has a socket and a number of its own.

import { randomUUID } from "node:crypto";
import { WebSocketServer } from "ws";
import type { Page, PageOptions } from "../calls/party.ts";
import { pageFiles } from "./files.ts";
import { Handset, type HandsetOptions } from "./handset.ts";
import { refuseForeign } from "./own-page.ts";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob: mediastream:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const MAX_MESSAGE_BYTES = 256 * 1024;

export function createPage(options: PageOptions): Page {
  const files = pageFiles();
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const handsets = new Set<Handset>();
  const holder = (number: string) => [...handsets].find((one) => one.number === number);

  const handsetOptions: HandsetOptions = {
    origin: options.origin,
    log: options.log,
    newId: randomUUID,
    hold: (handset, number) => (holder(number) ?? handset) === handset,
    closed: (handset) => void handsets.delete(handset),
  };

  return {
    handleHttp(request, response) {
      const { pathname } = new URL(request.url ?? "/", "http://simulator");
      const file = files.get(pathname);
      if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
        return false;
      }
      response.writeHead(200, {
        "content-type": file.type,
        "content-length": file.bytes.length,
        "cache-control": "no-cache",
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      }).end(request.method === "HEAD" ? undefined : file.bytes);
      return true;
    },
    handleUpgrade(request, socket, head) {
      const { pathname } = new URL(request.url ?? "/", "http://simulator");
      if (pathname !== "/telephone") return false;
      if (refuseForeign(request, socket)) return true;
      server.handleUpgrade(request, socket, head, (webSocket) => {
        handsets.add(new Handset(webSocket, handsetOptions));
      });
      return true;
    },
    party: (number, from) => holder(number)?.called(number, from) ?? null,
    close() {
      for (const handset of handsets) handset.close();
      server.close();
    },
  };
}
