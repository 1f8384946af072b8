import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as v from "valibot";
import { callFunction, type FunctionClient } from "./functions.ts";

const Answer = v.object({ token: v.string() });

function clientThat(answer: { data: unknown; error: unknown }): FunctionClient {
  return { functions: { invoke: () => Promise.resolve(answer) } } as unknown as FunctionClient;
}

/** As supabase-js throws it: the answer itself is the error's context. */
function httpError(status: number, body: string) {
  return Object.assign(new Error("Edge Function returned a non-2xx status code"), {
    context: new Response(body, { status }),
  });
}

async function codeOf(answer: { data: unknown; error: unknown }): Promise<string> {
  const result = await callFunction(clientThat(answer), "token", {}, Answer);
  return result.ok ? "ok" : result.problem.code;
}

describe("a function's answer", () => {
  it("is parsed", async () => {
    const client = clientThat({ data: { token: "abc" }, error: null });
    const result = await callFunction(client, "token", {}, Answer);
    assert.deepEqual(result, { ok: true, value: { token: "abc" } });
  });

  it("is a defect when it is something else", async () => {
    assert.equal(await codeOf({ data: { tok: 1 }, error: null }), "E-INTERNAL");
  });

  it("carries the function's own words when it is a refusal", async () => {
    const body = { error: { code: "E-FROM", message: "You can't.", next: "Pick another." } };
    const client = clientThat({ data: null, error: httpError(403, JSON.stringify(body)) });
    const result = await callFunction(client, "token", {}, Answer);
    assert.deepEqual(result, { ok: false, problem: body.error });
  });

  it("carries Twilio's words where the function quotes them", async () => {
    const error = { code: "E-TWILIO", message: "No.", next: "Again." };
    const quoted = { error: { ...error, twilioCode: 21502, twilioMessage: "Bad URL" } };
    const client = clientThat({ data: null, error: httpError(502, JSON.stringify(quoted)) });
    const result = await callFunction(client, "connection", {}, Answer);
    assert.deepEqual(result, { ok: false, problem: { ...error, twilio: "Bad URL (21502)" } });
  });

  it("carries what a failed step undid", async () => {
    const error = { code: "E-TWILIO", message: "No.", next: "Again.", undone: "number" };
    const client = clientThat({ data: null, error: httpError(502, JSON.stringify({ error })) });
    const result = await callFunction(client, "connection", {}, Answer);
    assert.deepEqual(result, { ok: false, problem: error });
  });

  it("is understood by its status when the gateway answers for the function", async () => {
    assert.equal(await codeOf({ data: null, error: httpError(401, "no") }), "E-AUTH-SIGNIN");
    assert.equal(await codeOf({ data: null, error: httpError(503, "BOOT_ERROR") }), "E-DATABASE");
  });

  it("is a matter of the network when there is none", async () => {
    assert.equal(
      await codeOf({ data: null, error: new TypeError("failed to fetch") }),
      "E-NETWORK",
    );
  });
});
