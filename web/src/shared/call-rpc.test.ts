import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { callRpc, type RpcClient } from "./call-rpc.ts";

const Made = v.object({ ok: v.literal(true), workspace_id: v.number() });

function call(answer: { data?: unknown; error?: unknown; status?: number }) {
  const whole = { data: null, error: null, status: 200, ...answer };
  const client = { rpc: () => Promise.resolve(whole) } as unknown as RpcClient;
  return callRpc(client, "create_workspace", { name: "x", country: "DE" }, Made);
}

test("an answer is parsed", async () => {
  const data = { ok: true, workspace_id: 3 };
  assert.deepEqual(await call({ data }), { ok: true, value: data });
});

const failures = [
  [{ data: { ok: false, code: "E-WORKSPACE-LIMIT" } }, "E-WORKSPACE-LIMIT"],
  [{ data: { ok: false, code: "E-NOBODY-KNOWS" } }, "E-INTERNAL"],
  [{ data: { ok: true } }, "E-INTERNAL"],
  [{ error: { message: "Failed to fetch" }, status: 0 }, "E-NETWORK"],
  [{ error: { code: "PGRST301" }, status: 401 }, "E-AUTH-SIGNIN"],
  [{ error: { code: "57014" }, status: 500 }, "E-DATABASE"],
  [{ error: { code: "P0001", details: "E-CHANGES-LIMIT" }, status: 400 }, "E-CHANGES-LIMIT"],
] as const;
for (const [answer, code] of failures) {
  test(`${JSON.stringify(answer)} is ${code}`, async () => {
    const result = await call(answer);
    assert.equal(result.ok ? null : result.problem.code, code);
  });
}
