// One port for HTTP and for TLS: a connection whose first byte is a TLS handshake is given to the TLS server. So a page
// whose names of Twilio are mapped to this port (`--host-resolver-rules`) and one with the shim use the same simulator.

import type { Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import { createServer as createNetServer, type Server as NetServer, type Socket } from "node:net";
import { selfSigned } from "./certificate.ts";

/** RFC 8446, 5.1. */
const HANDSHAKE = 22;
const TWILIO_NAMES = ["*.twilio.com", "*.roaming.twilio.com", "localhost"];

export interface Front {
  /** Listens on the port and gives each connection to HTTP or TLS. */
  server: NetServer;
  /** Ends every connection. */
  closeAllConnections(): void;
}

/** @param http takes whatever comes, in the clear or by TLS; it listens nowhere itself */
export function createFront(http: Server, nowMs: number): Front {
  let tls: TlsServer | null = null;
  /** Made when the first one asks for it: most runs never do. */
  const tlsServer = (): TlsServer => {
    if (tls !== null) return tls;
    tls = createTlsServer(selfSigned(TWILIO_NAMES, nowMs));
    tls.on("request", (request, response) => http.emit("request", request, response));
    tls.on("upgrade", (request, socket, head) => http.emit("upgrade", request, socket, head));
    return tls;
  };
  // Neither server listens, so neither knows its connections.
  const open = new Set<Socket>();
  const server = createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      const to = first[0] === HANDSHAKE ? tlsServer() : http;
      to.emit("connection", socket);
      // TLS reads from the handle itself.
      if (to === http) process.nextTick(() => socket.resume());
    });
  });
  return {
    server,
    closeAllConnections() {
      for (const socket of open) socket.destroy();
    },
  };
}
