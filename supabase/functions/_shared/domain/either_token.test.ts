import { assertEquals, assertRejects } from "@std/assert";
import { takenAccount } from "./either_token.ts";
import { Failure } from "./failure.ts";

const stored = { accountSid: "AC", authToken: "token", otherToken: "next" };

/** A Twilio that takes this token alone, and notes which it was asked with. */
function taking(taken: string | null) {
  const asked: string[] = [];
  const ask = ({ authToken }: { authToken: string }) => {
    asked.push(authToken);
    return authToken === taken ? Promise.resolve() : Promise.reject(new Failure("E-CREDENTIALS"));
  };
  return { asked, ask };
}

Deno.test("of two tokens Twilio says which it takes; of one it is not asked", async () => {
  for (const [taken, asked] of [["token", ["token"]], ["next", ["token", "next"]]] as const) {
    const twilio = taking(taken);
    assertEquals(await takenAccount(stored, twilio.ask), { accountSid: "AC", authToken: taken });
    assertEquals(twilio.asked, [...asked]);
  }
  const twilio = taking(null);
  assertEquals(
    (await takenAccount({ ...stored, otherToken: null }, twilio.ask)).authToken,
    "token",
  );
  assertEquals(twilio.asked, []);
});

Deno.test("two refused tokens are wrong credentials, another failure is what it is, and nothing stored is named", async () => {
  await assertRejects(() => takenAccount(stored, taking(null).ask), Failure, "E-CREDENTIALS");
  const down = () => Promise.reject(new Failure("E-TWILIO"));
  await assertRejects(() => takenAccount(stored, down), Failure, "E-TWILIO");
  for (const missing of [{ accountSid: null }, { authToken: null }]) {
    await assertRejects(() => takenAccount({ ...stored, ...missing }, down), Failure, "E-CONFIG");
  }
});
