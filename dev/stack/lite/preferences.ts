/** The preferences of a request, such as `count=exact`, in their order. https://www.rfc-editor.org/rfc/rfc7240 */
export function preferencesOf(request: Request): string[] {
  return (request.headers.get("prefer") ?? "").split(",").map((one) => one.trim()).filter(Boolean);
}

/** The request with other preferences, and without a body: for GET and HEAD. */
export function preferring(request: Request, preferences: readonly string[]): Request {
  const headers = new Headers(request.headers);
  headers.set("prefer", preferences.join(", "));
  return new Request(request.url, { method: request.method, headers });
}
