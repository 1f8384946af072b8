import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { checkAccount } from "./account.ts";
import { makeBench, publicUrl, sid } from "./testing.ts";

const nobody = { accountSid: null, authToken: null };
const typed = { accountSid: sid("AC", "7"), authToken: "typed" };

Deno.test("an account is sealed after Twilio confirmed it, with the token that was typed", async () => {
  const { bench, connection, said } = makeBench({ stored: nobody });
  assertEquals((await checkAccount(bench, typed)).sid, typed.accountSid);
  assertEquals([connection.accountSid, connection.authToken], [typed.accountSid, "typed"]);
  assertEquals(said, [`functions at ${publicUrl}`, "connect"]);
});

Deno.test("Save again without a token checks the stored one", async () => {
  const { bench, connection } = makeBench();
  await checkAccount(bench, { accountSid: typed.accountSid });
  assertEquals(connection.authToken, "token");
  await assertRejects(
    () => checkAccount(bench, { accountSid: sid("AC", "8") }),
    Failure,
    "E-CONFIG",
  );
});

Deno.test("what Twilio does not confirm is not stored", async () => {
  const facts = { sid: typed.accountSid, name: "", isTrial: false, isSubaccount: false };
  const cases = [
    ["E-CREDENTIALS", () => Promise.reject(new Failure("E-CREDENTIALS", { twilioCode: 20003 }))],
    ["E-ACCOUNT-STATUS", () => Promise.reject(new Failure("E-CREDENTIALS", { twilioCode: 20005 }))],
    ["E-ACCOUNT-STATUS", () => Promise.resolve({ ...facts, isActive: false })],
    ["E-CREDENTIALS", () => Promise.resolve({ ...facts, isActive: true, sid: sid("AC", "1") })],
  ] as const;
  for (const [code, fetchAccount] of cases) {
    const { bench, said } = makeBench({ stored: nobody, twilio: { fetchAccount } });
    await assertRejects(() => checkAccount(bench, typed), Failure, code);
    assertEquals(said, []);
  }
});

Deno.test("who is no admin is refused before Twilio is asked", async () => {
  const { bench } = makeBench({
    store: { read: () => Promise.reject(new Failure("E-ADMIN")) },
    twilio: {
      fetchAccount: () => {
        throw new Error("asked");
      },
    },
  });
  await assertRejects(() => checkAccount(bench, typed), Failure, "E-ADMIN");
});
