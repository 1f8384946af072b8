import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { WebSocketServer } from "ws";
import { createAuthorization } from "./authorization.ts";
import { createChanges } from "./changes/changes.ts";
import { readClaims, type VerifyToken } from "./claims.ts";
import { serveConnection } from "./connection.ts";
import type { Version } from "./frames.ts";
import { handleBroadcast } from "./http.ts";
import { Hub } from "./hub.ts";
import { relayStoredMessages } from "./messages.ts";

export interface RealtimeOptions {
  /** A superuser's connection to the database that `schema.sql` was loaded into. */
  databaseUrl: string;
  /**
   * Answers the claims of a user's JWT or of an API key (`sb_…`, whose claims are its role's); rejects what is
   * forged or expired. An error with code `ERR_JWT_EXPIRED` is told as expiry.
   */
  verifyToken: VerifyToken;
  log: (line: string) => void;
  /** Milliseconds since the epoch; for tests. */
  now?: () => number;
  /** Unique short texts for presence; for tests. */
  makeRef?: () => string;
}

export interface Realtime {
  /** Takes `…/websocket?apikey=&vsn=`. */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes `POST …/api/broadcast` and its per-topic route. CORS is the gateway's. */
  handleHttp(req: IncomingMessage, res: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** As large a message as hosted's larger plans take. */
const MAX_MESSAGE_BYTES = 3_000_000;

/** A server that Supabase's own clients take for Realtime. What it leaves out stands in README.md. */
export async function createRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { databaseUrl, verifyToken, log, now = Date.now, makeRef = () => crypto.randomUUID() } =
    options;
  const sql = postgres(databaseUrl, { max: 4, idle_timeout: 60, onnotice: () => {} });
  const hub = new Hub(makeRef);
  const authorization = createAuthorization(sql);
  const changes = createChanges(sql, databaseUrl, { now, log });
  const services = { hub, authorization, changes, verifyToken, now, makeRef };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const stopRelay = await relayStoredMessages(sql, hub, log);

  return {
    async handleUpgrade(req, socket, head) {
      socket.on("error", () => socket.destroy());
      const url = new URL(req.url ?? "/", "http://localhost");
      const token = url.searchParams.get("apikey") ?? req.headers["x-api-key"]?.toString() ?? "";
      const version = versionOf(url.searchParams.get("vsn"));
      if (!url.pathname.endsWith("/websocket") || version === null) {
        return refuse(socket, "404 Not Found");
      }
      const { ok } = await readClaims(verifyToken, token);
      if (!ok) return refuse(socket, "401 Unauthorized");
      sockets.handleUpgrade(req, socket, head, (webSocket) => {
        serveConnection(webSocket, { services, version, token, log });
      });
    },
    handleHttp: (req, res) => handleBroadcast(services, req, res),
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await changes.close();
      await stopRelay();
      await sql.end({ timeout: 1 });
    },
  };
}

function versionOf(vsn: string | null): Version | null {
  if (vsn === null || vsn === "1.0.0") return "1.0.0";
  return vsn === "2.0.0" ? vsn : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
