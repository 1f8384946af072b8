/**
 * The request with its JSON body changed. One without JSON, or with broken JSON, stays as it is: Lite names the fault.
 * @param change gets the parsed body; what is equal by `===` goes on as it was written
 */
export async function mapJsonBody(
  request: Request,
  change: (body: unknown) => Promise<unknown>,
): Promise<Request> {
  const { url, method, headers } = request;
  if (!["POST", "PATCH", "PUT"].includes(method) || request.body === null) return request;
  if (!(headers.get("content-type") ?? "").includes("json")) return request;
  const text = await request.text();
  const write = (body: string) => new Request(url, { method, headers, body });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return write(text);
  }
  const changed = await change(body);
  return write(changed === body ? text : JSON.stringify(changed));
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
