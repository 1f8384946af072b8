import type { IncomingMessage, ServerResponse } from "node:http";

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
const EXPOSED =
  "Content-Range, Content-Location, Content-Profile, Preference-Applied, X-Sb-Error-Code";

/**
 * Lets a page of any origin call the API, as on hosted: the key and the token are what protects it,
 * and no cookie is in play. Answers a preflight itself and returns true.
 */
export function applyCors(req: IncomingMessage, res: ServerResponse): boolean {
  res.setHeader("access-control-allow-origin", "*");
  res.setHeader("access-control-expose-headers", EXPOSED);
  if (req.method !== "OPTIONS") return false;
  res.setHeader("access-control-allow-methods", METHODS);
  res.setHeader(
    "access-control-allow-headers",
    req.headers["access-control-request-headers"] ?? "authorization, apikey, content-type, prefer",
  );
  res.setHeader("access-control-max-age", "3600");
  res.writeHead(204).end();
  return true;
}
