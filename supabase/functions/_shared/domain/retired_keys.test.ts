import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "./failure.ts";
import { deleteRetiredKeys, type RetiredKeys } from "./retired_keys.ts";

function keysOf(accepted: string, changed: Partial<RetiredKeys> = {}) {
  const said: string[] = [];
  const keys: RetiredKeys = {
    readDue: () =>
      Promise.resolve({ accountSid: "AC", authTokens: ["token", "next"], keys: ["SK1", "SK2"] }),
    deleteKey: ({ authToken, sid }) => {
      if (authToken !== accepted) return Promise.reject(new Failure("E-CREDENTIALS"));
      said.push(`delete ${sid}`);
      return Promise.resolve();
    },
    forget: (sid) => {
      said.push(`forget ${sid}`);
      return Promise.resolve();
    },
    ...changed,
  };
  return { keys, said };
}

Deno.test("what is due is deleted by whichever token Twilio takes, and forgotten after that", async () => {
  for (const accepted of ["token", "next"]) {
    const { keys, said } = keysOf(accepted);
    await deleteRetiredKeys(keys);
    assertEquals(said, ["delete SK1", "forget SK1", "delete SK2", "forget SK2"]);
  }
});

Deno.test("a key that Twilio does not delete is not forgotten", async () => {
  const { keys, said } = keysOf("another");
  await assertRejects(() => deleteRetiredKeys(keys), Failure, "E-CREDENTIALS");
  assertEquals(said, []);
});

Deno.test("a disconnected workspace has nothing to delete", async () => {
  const { keys, said } = keysOf("token", {
    readDue: () => Promise.resolve({ accountSid: null, authTokens: [], keys: ["SK1"] }),
  });
  await deleteRetiredKeys(keys);
  assertEquals(said, []);
});
