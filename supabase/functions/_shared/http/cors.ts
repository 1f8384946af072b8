/** The origin of the page that asks, if it is one of our own. */
export function allowedOrigin(request: Request, origins: readonly string[]): string | null {
  const origin = request.headers.get("origin");
  return origin !== null && origins.includes(origin) ? origin : null;
}

/**
 * The headers that let a page of one of our own origins read the answer; none for other origins.
 * @param origins exact origins, such as `https://phone.example.com`
 */
export function corsHeaders(request: Request, origins: readonly string[]): Record<string, string> {
  const origin = allowedOrigin(request, origins);
  if (origin === null) return { vary: "origin" };
  return { vary: "origin", "access-control-allow-origin": origin };
}

/** The answer to a browser's question whether it may send the request. */
export function preflight(request: Request, origins: readonly string[]): Response {
  const headers = corsHeaders(request, origins);
  if ("access-control-allow-origin" in headers) {
    headers["access-control-allow-methods"] = "POST";
    headers["access-control-allow-headers"] = "authorization, apikey, content-type, x-client-info";
    // Seconds; Chromium keeps a preflight for two hours at most.
    headers["access-control-max-age"] = "7200";
  }
  return new Response(null, { status: 204, headers });
}
