import type { IncomingMessage, ServerResponse } from "node:http";
import * as v from "valibot";
import type { Authorization } from "./authorization.ts";
import { type Claims, readClaims, type VerifyToken } from "./claims.ts";
import type { Content } from "./frames.ts";
import type { Hub } from "./hub.ts";

const MAX_BODY_BYTES = 3_000_000;

const Batch = v.object({
  messages: v.array(v.object({
    topic: v.pipe(v.string(), v.minLength(1)),
    event: v.pipe(v.string(), v.minLength(1)),
    payload: v.unknown(),
    private: v.nullish(v.boolean(), false),
  })),
});

const ONE_MESSAGE = /\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/;

interface Services {
  hub: Hub;
  authorization: Authorization;
  verifyToken: VerifyToken;
}

/**
 * Broadcast over REST: `POST …/api/broadcast` with `{messages: [{topic, event, payload, private}]}`, and
 * `POST …/api/broadcast/:topic/events/:event?private=true` with the payload alone. Answers 202.
 * Source: `httpSend` and `send` in RealtimeChannel.ts of @supabase/realtime-js 2.119.1.
 */
export async function handleBroadcast(
  services: Services,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? "/", "http://localhost");
  const one = ONE_MESSAGE.exec(url.pathname);
  if (one === null && !url.pathname.endsWith("/api/broadcast")) {
    return answer(res, 404, "Not found");
  }
  if (req.method !== "POST") return answer(res, 405, "Method not allowed");
  const result = await readClaims(services.verifyToken, tokenOf(req));
  if (!result.ok) return answer(res, 401, result.reason);
  const body = await readBody(req);
  if (body === null) return answer(res, 413, `Payload over ${MAX_BODY_BYTES} bytes`);

  if (one !== null) {
    const binary = req.headers["content-type"]?.startsWith("application/octet-stream") ?? false;
    const content = binary ? { encoding: "binary" as const, bytes: body } : jsonContent(body);
    if (content === null) return answer(res, 422, "Payload is not JSON");
    const [topic = "", event = ""] = one.slice(1).map(decodeURIComponent);
    const isPrivate = url.searchParams.get("private") === "true";
    if (!await mayWrite(services, result.claims, topic, isPrivate)) {
      return answer(
        res,
        403,
        `You do not have permissions to write to this Channel topic: ${topic}`,
      );
    }
    services.hub.find(topic, isPrivate)?.broadcast(event, content, null);
    return answer(res, 202);
  }

  const batch = v.safeParse(Batch, parseJson(body));
  if (!batch.success) {
    return answer(res, 422, "messages must be [{topic, event, payload, private?}]");
  }
  for (const message of batch.output.messages) {
    const { topic, event, private: isPrivate } = message;
    // Hosted answers 202 for a whole batch and leaves out what its sender may not send.
    if (!await mayWrite(services, result.claims, topic, isPrivate)) continue;
    const content: Content = { encoding: "json", text: JSON.stringify(message.payload ?? {}) };
    services.hub.find(topic, isPrivate)?.broadcast(event, content, null);
  }
  return answer(res, 202);
}

async function mayWrite(services: Services, claims: Claims, topic: string, isPrivate: boolean) {
  return !isPrivate || (await services.authorization.canWrite(claims, topic)).broadcast;
}

/** The user's JWT, or else the API key. */
function tokenOf(req: IncomingMessage): string {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (bearer !== undefined && !bearer.startsWith("sb_")) return bearer;
  const key = req.headers.apikey;
  return (Array.isArray(key) ? key[0] : key) ?? bearer ?? "";
}

/** Null when it is too long. */
async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function jsonContent(body: Buffer): Content | null {
  const json = parseJson(body);
  return json === undefined ? null : { encoding: "json", text: JSON.stringify(json) };
}

function answer(res: ServerResponse, status: number, error?: string): void {
  if (error === undefined) {
    res.writeHead(status).end();
    return;
  }
  res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));
}
