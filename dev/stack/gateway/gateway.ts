import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Auth } from "../lite/auth.ts";
import type { Mailbox } from "../lite/mailbox.ts";
import type { Rest } from "../lite/rest.ts";
import { PortTakenError } from "../postgres/ports.ts";
import { authenticate, checkKey, type Credentials, type Refusal } from "./authenticate.ts";
import { applyCors } from "./cors.ts";
import { send, sendJson, toRequest } from "./fetch-bridge.ts";
import type { ProjectKeys } from "./project-keys.ts";
import { serveMail } from "./serve-mail.ts";

/** What answers behind Supabase's paths. */
export interface Parts {
  keys: ProjectKeys;
  rest: Rest;
  auth: Auth;
  mailbox: Mailbox;
  realtime: {
    handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
    handleHttp(req: IncomingMessage, res: ServerResponse): Promise<void>;
  };
  /** Gets the path from the function's name on, as hosted's runtime does. */
  functions: { handle(req: IncomingMessage, res: ServerResponse): Promise<void> };
  log(line: string): void;
}

export interface Gateway {
  port: number;
  close(): Promise<void>;
}

/** Auth's endpoints that a link in a mail or another server opens, without a key. */
const AUTH_WITHOUT_KEY = /^\/auth\/v1\/(verify|callback|authorize|\.well-known\/.+)$/;

/**
 * One HTTP server on loopback with the paths of a hosted project.
 *
 * @param port 0 lets the system choose
 * @param parts made once the port is known, for some carry the API's URL
 * @throws {PortTakenError} when the port is in use
 */
export async function startGateway(
  port: number,
  parts: (port: number) => Promise<Parts>,
): Promise<Gateway> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw taken ? new PortTakenError("the API gateway", port) : error;
  }
  const address = server.address();
  const chosen = address !== null && typeof address === "object" ? address.port : port;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, "close");
  };
  try {
    const made = await parts(chosen);
    server.on("request", (req, res) => void answer(made, chosen, req, res));
    server.on("upgrade", (req, socket, head) => upgrade(made, req, socket, head));
  } catch (error) {
    await close();
    throw error;
  }
  return { port: chosen, close };
}

async function answer(
  parts: Parts,
  port: number,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? "/", `http://127.0.0.1:${port}`);
  try {
    await route(parts, url, req, res);
  } catch (error) {
    const reason = error instanceof Error ? error.stack ?? error.message : String(error);
    parts.log(`${req.method} ${url.pathname} failed: ${reason}`);
    if (!res.headersSent) sendJson(res, 500, { message: "The local stack failed; see its log." });
    else res.destroy();
  }
}

async function route(
  parts: Parts,
  url: URL,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { pathname } = url;
  if (pathname.startsWith("/functions/v1/")) {
    // A function speaks CORS and checks tokens for itself.
    req.url = `${pathname.slice("/functions/v1".length)}${url.search}`;
    return await parts.functions.handle(req, res);
  }
  if (pathname === "/mail" && req.method === "GET") return serveMail(parts.mailbox, req, res);
  if (applyCors(req, res)) return;
  const credentials = credentialsOf(req, url);
  url.searchParams.delete("apikey");
  if (pathname.startsWith("/rest/v1/")) {
    const result = await authenticate(parts.keys, credentials);
    if (!result.ok) return refuse(res, result.refusal);
    return await send(await parts.rest.handle(await toRequest(req, url), result.caller), res);
  }
  if (pathname.startsWith("/auth/v1/")) {
    const result = checkKey(parts.keys, credentials);
    if (!result.ok && !AUTH_WITHOUT_KEY.test(pathname)) return refuse(res, result.refusal);
    return await send(await parts.auth.handle(await toRequest(req, url)), res);
  }
  if (pathname.startsWith("/realtime/v1/")) {
    const result = checkKey(parts.keys, credentials);
    if (!result.ok) return refuse(res, result.refusal);
    req.headers.authorization ??= `Bearer ${credentials.apikey}`;
    return await parts.realtime.handleHttp(req, res);
  }
  return sendJson(res, 404, {
    message: `Nothing is served at ${pathname}`,
    hint: "The API is at /rest/v1, /auth/v1, /realtime/v1 and /functions/v1; mails are at /mail.",
  });
}

function upgrade(parts: Parts, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  if ((req.url ?? "").startsWith("/realtime/v1/")) parts.realtime.handleUpgrade(req, socket, head);
  else socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
}

function credentialsOf(req: IncomingMessage, url: URL): Credentials {
  const { apikey } = req.headers;
  return {
    apikey: (typeof apikey === "string" ? apikey : url.searchParams.get("apikey")) ?? undefined,
    bearer: /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1],
    userAgent: req.headers["user-agent"],
  };
}

function refuse(res: ServerResponse, refusal: Refusal): void {
  sendJson(res, refusal.status, refusal.body);
}
