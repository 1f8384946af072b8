import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** The fetch API's request for one of Node's. `url` replaces the request's own. */
export async function toRequest(req: IncomingMessage, url: URL): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const method = req.method ?? "GET";
  const bare = method === "GET" || method === "HEAD";
  const body = bare ? null : await buffer(req);
  return new Request(url, {
    method,
    headers,
    body: body === null || body.length === 0 ? null : new Uint8Array(body),
  });
}

/** Sends a fetch response, but for its CORS headers: those are the gateway's. */
export async function send(response: Response, res: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name.startsWith("access-control-") || name === "content-length") continue;
    if (name === "set-cookie") res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.end(body);
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  res.end(JSON.stringify(body));
}
