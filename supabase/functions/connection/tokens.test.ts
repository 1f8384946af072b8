import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { checkAccount, readAccount } from "./account.ts";
import { forgetAccount } from "./forget.ts";
import { makeBench, numberOf, sid } from "./testing.ts";
import { keepNextToken, promoteToken, removeToken } from "./tokens.ts";

Deno.test("a next token is kept once Twilio takes it, promoted once Twilio did, and the former removed", async () => {
  const { bench, account, connection } = makeBench();
  account.tokens = ["token"];
  await assertRejects(() => keepNextToken(bench, "token"), Failure, "E-TOKEN-SAME");
  await assertRejects(() => keepNextToken(bench, "next"), Failure, "E-CREDENTIALS");
  account.tokens = ["token", "next"];
  assertEquals((await keepNextToken(bench, "next")).otherToken, "next");
  // Twilio takes both, and signs with the primary one.
  await assertRejects(() => promoteToken(bench), Failure, "E-TOKEN-PRIMARY");
  account.tokens = ["next"];
  assertEquals((await promoteToken(bench)).otherToken, "former");
  assertEquals([connection.authToken, connection.otherToken], ["next", "token"]);
  // The answer was lost, and it is pressed again.
  assertEquals((await promoteToken(bench)).otherToken, "former");
  assertEquals(connection.authToken, "next");
  assertEquals((await removeToken(bench)).otherToken, null);
  await assertRejects(() => promoteToken(bench), Failure, "E-CONFIG");
});

Deno.test("while there are two tokens, Twilio is asked with the one that it takes", async () => {
  const { bench, account } = makeBench({ stored: { otherToken: "next" } });
  for (const token of ["token", "next"]) {
    account.tokens = [token];
    assertEquals((await readAccount(bench)).name, "Test");
    assertEquals((await checkAccount(bench, { accountSid: sid("AC", "7") })).name, "Test");
  }
  account.tokens = [];
  await assertRejects(() => readAccount(bench), Failure, "E-CREDENTIALS");
});

Deno.test("a token that is typed while Twilio takes the stored one is kept beside it, until Twilio refuses that", async () => {
  const { bench, account, connection } = makeBench();
  const typed = { accountSid: sid("AC", "7"), authToken: "typed" };
  account.tokens = ["token", "typed"];
  await checkAccount(bench, typed);
  assertEquals([connection.authToken, connection.otherToken], ["token", "typed"]);
  account.tokens = ["typed"];
  await checkAccount(bench, typed);
  assertEquals([connection.authToken, connection.otherToken], ["typed", "token"]);
  assertEquals(connection.otherIsFormer, true);
  account.tokens = ["third"];
  await checkAccount(bench, { ...typed, authToken: "third" });
  assertEquals(connection.authToken, "third");
});

Deno.test("an account that Twilio does not open is forgotten, and what stays there is named", async () => {
  const { bench, account, connection, said } = makeBench({
    stored: {
      appSid: sid("AP", "1"),
      keySid: sid("SK", "2"),
      retiring: [{ keySid: sid("SK", "1"), tokensEndAt: "2026-11-25T12:00:00Z" }],
      recordings: 3,
      numbers: [{
        sid: sid("PN", "1"),
        number: numberOf("1").number,
        settings: {},
        appSid: sid("AP", "1"),
      }],
    },
  });
  await assertRejects(() => forgetAccount(bench), Failure, "E-ACCOUNT-LIVE");
  account.tokens = [];
  assertEquals(await forgetAccount(bench), {
    accountSid: sid("AC", "7"),
    appSid: sid("AP", "1"),
    keySids: [sid("SK", "2"), sid("SK", "1")],
    numbers: [numberOf("1").number],
    recordings: 3,
  });
  assertEquals(said, ["forget", "disconnect"]);
  assertEquals(connection.accountSid, null);
  assertEquals((await forgetAccount(bench)).accountSid, null);
});
