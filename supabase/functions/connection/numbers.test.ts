import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { bringIn } from "./bring_in.ts";
import { disconnect } from "./disconnect.ts";
import { listAccountNumbers } from "./numbers.ts";
import { releaseNumber } from "./release.ts";
import { appOf, blank, makeBench, numberOf, publicUrl, sid } from "./testing.ts";

const stored = { appSid: sid("AP", "1") };
const here = {
  voice_application_sid: stored.appSid,
  status_callback: `${publicUrl}/status`,
};
const old = { voice_url: "https://old.example.com/twiml", voice_method: "GET" } as const;

Deno.test("every voice number is listed with what answers it", async () => {
  const { bench, account } = makeBench({ stored });
  account.numbers = [numberOf("1", here), { ...numberOf("2"), hasVoice: false }, numberOf("3")];
  const { numbers } = await listAccountNumbers(bench);
  assertEquals(numbers.map(({ number, answeredBy }) => [number, answeredBy.kind]), [
    ["+442079460101", "here"],
    ["+442079460103", "nothing"],
  ]);
});

Deno.test("a number is pointed here after what was there is kept, and added after that", async () => {
  const { bench, account, connection, said } = makeBench({ stored });
  account.numbers = [numberOf("1", old)];
  assertEquals(await bringIn(bench, sid("PN", "1")), { number: "+442079460101", moved: true });
  assertEquals(said, ["keep", "point", "add"]);
  assertEquals(connection.numbers[0]?.settings, { ...blank, ...old });
  assertEquals(account.numbers[0]?.settings, { ...blank, ...old, ...here });
});

Deno.test("the same again changes nothing and keeps what was kept", async () => {
  const { bench, account, connection, said } = makeBench({ stored });
  account.numbers = [numberOf("1", old)];
  await bringIn(bench, sid("PN", "1"));
  said.length = 0;
  assertEquals((await bringIn(bench, sid("PN", "1"))).moved, false);
  assertEquals(said, ["add"]);
  assertEquals(connection.numbers[0]?.settings, { ...blank, ...old });
});

Deno.test("a number that Twilio refuses to move is not kept; one without an answer is, it may move yet", async () => {
  for (const [detail, kept] of [[{ twilioCode: 20503 }, 0], [{}, 1]] as const) {
    const { bench, account, connection } = makeBench({
      stored,
      twilio: { writeNumber: () => Promise.reject(new Failure("E-TWILIO", detail)) },
    });
    account.numbers = [numberOf("1", old)];
    await assertRejects(() => bringIn(bench, sid("PN", "1")), Failure, "E-TWILIO");
    assertEquals(connection.numbers.length, kept);
  }
});

Deno.test("what a number had before us outlives an app that was deleted by hand", async () => {
  const { bench, account, connection } = makeBench({ stored });
  account.numbers = [numberOf("1", old)];
  await bringIn(bench, sid("PN", "1"));
  connection.appSid = sid("AP", "2");
  await bringIn(bench, sid("PN", "1"));
  assertEquals(connection.numbers[0]?.settings, { ...blank, ...old });
  // And from there it goes back, though it points at an app that is not the present one.
  connection.appSid = sid("AP", "3");
  assertEquals((await releaseNumber(bench, sid("PN", "1"))).outcome, "restored");
  assertEquals(account.numbers[0]?.settings, { ...blank, ...old });
});

Deno.test("a trunk is listed by its name", async () => {
  const { bench, account } = makeBench({ stored });
  account.trunks.set(sid("TK", "1"), "Frankfurt");
  account.numbers = ["1", "2"].map((digit) => numberOf(digit, { trunk_sid: sid("TK", digit) }));
  const { numbers } = await listAccountNumbers(bench);
  assertEquals(numbers.map(({ answeredBy }) => answeredBy.name), ["Frankfurt", null]);
});

Deno.test("a number that can't be added goes back to what it was, and that is named", async () => {
  const { bench, account, connection } = makeBench({
    stored,
    store: { addNumber: () => Promise.reject(new Failure("E-NUMBER-TAKEN")) },
  });
  account.numbers = [numberOf("1", old)];
  const failure = await assertRejects(
    () => bringIn(bench, sid("PN", "1")),
    Failure,
    "E-NUMBER-TAKEN",
  );
  assertEquals(failure.detail.undone, "number");
  assertEquals(account.numbers[0]?.settings, { ...blank, ...old });
  assertEquals(connection.numbers, []);
});

Deno.test("numbers without voice, of another region and gone ones are refused untouched", async () => {
  const { bench, account, said } = makeBench({ stored });
  account.numbers = [{ ...numberOf("1"), hasVoice: false }, numberOf("2")];
  account.region = "ie1";
  const refused = (digit: string, code: string) =>
    assertRejects(() => bringIn(bench, sid("PN", digit)), Failure, code);
  await refused("1", "E-NUMBER-VOICE");
  await refused("2", "E-NUMBER-REGION");
  await refused("3", "E-NUMBER-GONE");
  assertEquals(said, []);
});

Deno.test("a number gets back what it had; a trunk comes back as a trunk", async () => {
  const { bench, account, said } = makeBench({ stored });
  account.numbers = [numberOf("1", old), numberOf("2", { trunk_sid: sid("TK", "1") })];
  for (const digit of ["1", "2"]) await bringIn(bench, sid("PN", digit));
  said.length = 0;
  for (const digit of ["1", "2"]) {
    assertEquals((await releaseNumber(bench, sid("PN", digit))).outcome, "restored");
  }
  assertEquals(account.numbers.map(({ settings }) => settings), [
    { ...blank, ...old },
    { ...blank, trunk_sid: sid("TK", "1") },
  ]);
  assertEquals(said, ["point", "restored", "point", "restored"]);
});

Deno.test("disconnecting restores, leaves alone what was changed by hand, and forgets at the end", async () => {
  const { bench, account, connection, said } = makeBench({
    stored: { ...stored, recordings: 2 },
  });
  account.apps = [appOf("1", "Softphone-7")];
  account.keys = [{ sid: sid("SK", "9"), friendlyName: "Of somebody else" }];
  account.numbers = [numberOf("1", old), numberOf("2", old), numberOf("3", old)];
  for (const digit of ["1", "2", "3"]) await bringIn(bench, sid("PN", digit));
  account.numbers[1]!.settings = { ...blank, voice_url: "https://by-hand.example.com" };
  account.numbers.pop();
  // Pointed here in Twilio's console: nothing is kept of it.
  account.numbers.push(numberOf("4", { ...old, ...here }));
  said.length = 0;

  assertEquals(await disconnect(bench), {
    numbers: [
      { number: "+442079460101", outcome: "restored" },
      { number: "+442079460104", outcome: "restored" },
      { number: "+442079460102", outcome: "left-alone" },
      { number: "+442079460103", outcome: "gone" },
    ],
    app: "deleted",
    recordings: 2,
  });
  assertEquals(account.numbers.map(({ settings }) => settings.voice_url), [
    old.voice_url,
    "https://by-hand.example.com",
    old.voice_url,
  ]);
  assertEquals(account.numbers.some(({ settings }) => settings.voice_application_sid), false);
  assertEquals([account.apps.length, account.keys.length], [0, 1]);
  assertEquals(said.at(-1), "disconnect");
  assertEquals(connection.accountSid, null);
});

Deno.test("while something can't be given back, nothing is forgotten", async () => {
  const { bench, account, connection } = makeBench({ stored });
  account.numbers = [numberOf("1", old)];
  await bringIn(bench, sid("PN", "1"));
  bench.twilio.writeNumber = () => Promise.reject(new Failure("E-TWILIO"));
  await assertRejects(() => disconnect(bench), Failure, "E-TWILIO");
  assertEquals(connection.authToken, "token");
  assertEquals(connection.numbers.length, 1);
});
