import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { Failure } from "../domain/failure.ts";
import type { LogLine } from "./log.ts";
import { scheduledEndpoint } from "./scheduled_endpoint.ts";

function endpoint(work: (secret: string) => Promise<unknown>) {
  const lines: LogLine[] = [];
  const serve = scheduledEndpoint({
    name: "health",
    path: "/health/scheduled",
    schema: v.object({ workspaceId: v.number() }),
    work,
    log: (line) => lines.push(line),
  });
  return { serve, lines };
}

function post(
  {
    path = "/health/scheduled",
    method = "POST",
    secret = "s",
    body = '{"workspaceId":1}',
  } = {},
) {
  return new Request(`http://x${path}`, {
    method,
    headers: { "x-softphone-secret": secret },
    ...(method === "POST" ? { body } : {}),
  });
}

Deno.test("the job's request is worked on with its secret, and its answer holds nothing", async () => {
  const secrets: string[] = [];
  const { serve, lines } = endpoint((secret) => Promise.resolve(secrets.push(secret)));
  const response = await serve(post());
  assertEquals([response.status, await response.text(), secrets], [204, "", ["s"]]);
  assertEquals(JSON.stringify(lines).includes('"s"'), false);
});

Deno.test("whatever else comes is refused", async () => {
  const { serve, lines } = endpoint((secret) =>
    Promise.reject(secret === "wrong" ? new Failure("E-SECRET") : new TypeError("x"))
  );
  const cases = [
    [post({ path: "/health/scheduled/x" }), "404 E-PATH"],
    [post({ method: "GET" }), "405 E-METHOD"],
    [post({ secret: "" }), "403 E-SECRET"],
    [post({ secret: "wrong" }), "403 E-SECRET"],
    [post({ body: "{" }), "400 E-BODY"],
    [post({ body: "{}" }), "400 E-BODY"],
    [post({ body: '{"workspaceId":1,"x":"\\u0000"}' }), "400 E-BODY"],
    [post(), "500 E-INTERNAL"],
  ] as const;
  for (const [request, expected] of cases) {
    const response = await serve(request);
    assertEquals(`${response.status} ${(await response.json()).error.code}`, expected);
  }
  assertEquals(lines.map(({ level }) => level).filter((level) => level === "error").length, 1);
});
