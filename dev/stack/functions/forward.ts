import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { pipeline } from "node:stream/promises";

/** The worker was gone before it took the request; it may be tried on another one. */
export class WorkerGoneError extends Error {}

const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
];

/**
 * Hands a request to a worker and its answer back. Each has a connection of its own: a kept one could die
 * between two requests, and then nobody knows whether the function saw the second.
 *
 * @throws {WorkerGoneError} when nothing was delivered
 * @throws {Error} when the worker broke off, or `signal` was aborted
 */
export async function forward(
  req: IncomingMessage,
  body: Buffer,
  res: ServerResponse,
  options: { port: number; path: string; signal: AbortSignal },
): Promise<void> {
  const { port, path, signal } = options;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request({
      agent: false,
      host: "127.0.0.1",
      port,
      path,
      method: req.method,
      headers: forwardedHeaders(req, body),
      signal,
    });
    outgoing.once("response", resolve);
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ECONNREFUSED" ? new WorkerGoneError(error.message) : error);
    });
    outgoing.end(body);
  });
  res.writeHead(answer.statusCode ?? 502, withoutHopByHop(answer.headers));
  await pipeline(answer, res);
}

/** As hosted's gateway writes them; the function must not trust what a client could have written. */
function forwardedHeaders(req: IncomingMessage, body: Buffer): IncomingHttpHeaders {
  const client = req.socket.remoteAddress ?? "";
  const before = req.headers["x-forwarded-for"];
  return {
    ...withoutHopByHop(req.headers),
    ...(body.length > 0 && { "content-length": String(body.length) }),
    "x-forwarded-for": [before ?? [], client].flat().join(", "),
    "x-forwarded-host": req.headers.host,
    "x-forwarded-port": String(req.socket.localPort ?? ""),
    "x-forwarded-proto": "http",
    "x-real-ip": client,
  };
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) =>
      value !== undefined && !HOP_BY_HOP.includes(name)
    ),
  );
}
