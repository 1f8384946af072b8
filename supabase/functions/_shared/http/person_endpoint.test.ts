import { assertEquals, assertMatch } from "@std/assert";
import { TokenRequestSchema } from "../contracts/token.ts";
import { Failure } from "../domain/failure.ts";
import type { LogLine } from "./log.ts";
import { personEndpoint } from "./person_endpoint.ts";

const origin = "https://phone.example.com";

function endpoint(answer: (...asked: unknown[]) => Promise<unknown>) {
  const lines: LogLine[] = [];
  const serve = personEndpoint({
    name: "token",
    schema: TokenRequestSchema,
    webOrigins: [origin],
    verifyUser: (request) =>
      request.headers.has("authorization")
        ? Promise.resolve("user")
        : Promise.reject(new Failure("E-AUTH-SIGNIN")),
    answer,
    describe: ({ workspaceId }) => ({ workspaceId }),
    log: (line) => lines.push(line),
  });
  return { serve, lines };
}

const echo = (userId: unknown, request: unknown) => Promise.resolve([userId, request]);

function post(body: BodyInit, headers: Record<string, string> = {}, path = "/token") {
  return new Request(`http://x${path}`, {
    method: "POST",
    body,
    headers: { authorization: "Bearer t", ...headers },
  });
}

const json = { "content-type": "application/json; charset=utf-8" };
const form = { "content-type": "application/x-www-form-urlencoded" };

async function codeOf(response: Response): Promise<string> {
  return `${response.status} ${(await response.json()).error.code}`;
}

Deno.test("JSON and forms are the same request", async () => {
  const { serve } = endpoint(echo);
  const expected = ["user", { workspaceId: 1, identity: "priya" }];
  for (
    const request of [
      post('{"workspaceId":1,"identity":"priya"}', json),
      post('{"workspaceId":"1","identity":"priya"}', json),
      post("workspaceId=1&identity=priya", form),
    ]
  ) {
    const response = await serve(request);
    assertEquals(await response.json(), expected);
    assertEquals(response.headers.get("cache-control"), "no-store");
  }
});

Deno.test("what cannot be a request is refused by its own code", async () => {
  const { serve } = endpoint(echo);
  const good = '{"workspaceId":1,"identity":"priya"}';
  const cases: [Request, string][] = [
    [new Request("http://x/token"), "405 E-METHOD"],
    [post(good, json, "/token/other"), "404 E-PATH"],
    [new Request("http://x/token", { method: "POST", body: good }), "401 E-AUTH-SIGNIN"],
    [post(good, { "content-type": "text/plain" }), "415 E-TYPE"],
    [post("{", json), "400 E-BODY"],
    [post("[]", json), "400 E-BODY"],
    [post('{"workspaceId":1,"identity":"priya","x":"\\u0000"}', json), "400 E-BODY"],
    [post('{"workspaceId":1,"identity":"priya","x":["\\ud800"]}', json), "400 E-BODY"],
    [post("workspaceId=1&identity=priya&x=%00", form), "400 E-BODY"],
    [post("x".repeat(64 * 1024 + 1), json), "413 E-SIZE"],
    [post("a=&".repeat(201), form), "413 E-SIZE"],
    [post("workspaceId=1&workspaceId=2&identity=priya", form), "400 E-BODY"],
    [post('{"workspaceId":-1,"identity":"priya"}', json), "400 E-BODY"],
    [post('{"workspaceId":1.5,"identity":"priya"}', json), "400 E-BODY"],
    [post('{"workspaceId":1,"identity":"pri ya"}', json), "400 E-BODY"],
  ];
  for (const [request, expected] of cases) {
    assertEquals(await codeOf(await serve(request)), expected);
  }
});

Deno.test("the fields that are wrong are named", async () => {
  const { serve } = endpoint(echo);
  const response = await serve(post('{"identity":7}', json));
  assertEquals((await response.json()).error.fields, ["workspaceId", "identity"]);
});

Deno.test("a known error is its code, its words and its detail", async () => {
  const { serve, lines } = endpoint(() =>
    Promise.reject(new Failure("E-CONFIG", { missing: ["twilio_account_sid"] }))
  );
  const response = await serve(post("workspaceId=1&identity=priya", form));
  assertEquals(response.status, 409);
  assertEquals(await response.json(), {
    error: {
      code: "E-CONFIG",
      message: "This phone is not connected to Twilio yet.",
      next: "Ask an admin of the workspace to connect it.",
      missing: ["twilio_account_sid"],
    },
  });
  assertEquals(lines.map(({ level, code }) => [level, code]), [["info", "E-CONFIG"]]);
});

Deno.test("a defect tells the person a request id and the log what happened", async () => {
  const { serve, lines } = endpoint(() => Promise.reject(new TypeError("x is undefined")));
  const response = await serve(post("workspaceId=1&identity=priya", form));
  const { error } = await response.json();
  assertEquals([response.status, error.code], [500, "E-INTERNAL"]);
  assertMatch(error.requestId, /^[0-9a-f-]{36}$/);
  const [line] = lines;
  assertEquals([line?.level, line?.requestId], ["error", error.requestId]);
  assertEquals(line?.["cause"], "TypeError: x is undefined");
});

Deno.test("a page of our own origin may read the answers, the refusals too; others may not", async () => {
  const { serve } = endpoint(echo);
  const allowed = await serve(post("{", { ...json, origin }));
  assertEquals(allowed.headers.get("access-control-allow-origin"), origin);
  const foreign = await serve(post("{", { ...json, origin: "https://evil.example.com" }));
  assertEquals(foreign.headers.get("access-control-allow-origin"), null);
  assertEquals(foreign.headers.get("vary"), "origin");
});

Deno.test("the use case knows the asking page's origin only if it is one of ours", async () => {
  const { serve } = endpoint((_userId, _request, asked) => Promise.resolve(asked));
  const body = '{"workspaceId":1,"identity":"priya"}';
  const asked = async (headers: Record<string, string>) =>
    (await (await serve(post(body, { ...json, ...headers }))).json()).origin;
  assertEquals(await asked({ origin }), origin);
  assertEquals(await asked({ origin: "https://evil.example.com" }), null);
  assertEquals(await asked({ referer: `${origin}/`, host: "phone.example.com" }), null);
});

Deno.test("a preflight allows what supabase-js sends, without a sign-in", async () => {
  const { serve, lines } = endpoint(echo);
  const ask = (from: string) =>
    serve(new Request("http://x/token", { method: "OPTIONS", headers: { origin: from } }));
  const allowed = await ask(origin);
  assertEquals(allowed.status, 204);
  assertEquals(
    allowed.headers.get("access-control-allow-headers"),
    "authorization, apikey, content-type, x-client-info",
  );
  assertEquals(
    (await ask("https://evil.example.com")).headers.has("access-control-allow-headers"),
    false,
  );
  assertEquals(lines, []);
});
