// What the account may do, and who would answer.
import { assertEquals } from "@std/assert";
import { ago, berlin, london, makeBench, numberOf, sid } from "../testing.ts";
import { checkAccount, checkConcurrency } from "./account.ts";
import { checkAgents } from "./agents.ts";
import { checkCountries } from "./countries.ts";
import { checkEmergency, emergencyNumbers } from "./emergency.ts";
import { checkLastCall } from "./last_call.ts";
import { checkRecordings } from "./recordings.ts";
import { checkRegion } from "./region.ts";

const trial = () =>
  Promise.resolve({
    sid: sid("AC", "7"),
    name: "",
    isActive: true,
    isTrial: true,
    isSubaccount: false,
  });

Deno.test("a trial account says whom it may call, and how many at once", async () => {
  const twilio = { account: trial, verifiedNumbers: () => Promise.resolve(["+4930901820"]) };
  const account = await checkAccount(makeBench({ twilio }));
  assertEquals([account.level, account.facts], ["amber", { verified: ["+4930901820"] }]);
  const calls = await checkConcurrency(makeBench({ twilio }));
  assertEquals(calls.facts, { profile: "trial", calls: 5 });
});

Deno.test("without an approved business profile the calls at once are few", async () => {
  for (const [profile, calls] of [["none", 2], ["in-review", 2], ["individual", 3]] as const) {
    const twilio = { profile: () => Promise.resolve(profile) };
    const found = await checkConcurrency(makeBench({ twilio }));
    assertEquals([found.level, found.facts], ["amber", { profile, calls }]);
  }
});

Deno.test("a closed country is red at home or where somebody called lately, else amber", async () => {
  const found = (open: string[], called: string[] = []) =>
    checkCountries(makeBench({
      facts: { called },
      twilio: { openCountries: () => Promise.resolve(new Set(open)) },
    }));
  assertEquals((await found(["DE", "GB"])).facts, { open: ["DE", "GB"] });
  const unused = await found(["DE"], ["+4930901820", "+33142685300"]);
  assertEquals([unused.level, unused.facts], ["amber", { closed: ["GB"], open: ["DE"] }]);
  const used = await found(["DE"], [london]);
  const facts = { home: null, called: ["GB"], closed: ["GB"], open: ["DE"] };
  assertEquals([used.level, used.facts], ["red", facts]);
  const home = await found(["GB"]);
  assertEquals([home.level, home.finding], ["red", "countries-in-use-closed"]);
});

Deno.test("numbers without a registered address are named", async () => {
  const numbers = () =>
    Promise.resolve([
      numberOf(berlin, { emergency: "pending" }),
      numberOf(london, { emergency: "none" }),
    ]);
  const found = await checkEmergency(makeBench({ twilio: { numbers } }));
  assertEquals(found.facts, { missing: [london], pending: [berlin], registered: [] });
  assertEquals(emergencyNumbers([found]), []);
  assertEquals(emergencyNumbers([await checkEmergency(makeBench())]), [berlin, london]);
  assertEquals(emergencyNumbers([]), null);
});

Deno.test("a number of another region is named", async () => {
  const region = (number: string) => Promise.resolve(number === london ? "ie1" : "us1");
  const found = await checkRegion(makeBench({ twilio: { region } }));
  assertEquals(found.facts, { numbers: [{ number: london, region: "ie1" }] });
});

Deno.test("recordings that anybody can hear are red; none at all is said", async () => {
  const found = async (open: boolean | null) =>
    (await checkRecordings(makeBench({ twilio: { recordingsOpen: () => Promise.resolve(open) } })))
      .finding;
  assertEquals(await found(true), "recordings-open");
  assertEquals(await found(false), "recordings-protected");
  assertEquals(await found(null), "recordings-none");
});

Deno.test("recordings that Twilio does not delete are told of", async () => {
  const undeleted = { count: 2, since: ago(3), code: 20503 };
  const found = await checkRecordings(makeBench({ facts: { undeleted } }));
  assertEquals([found.level, found.facts], [
    "amber",
    { count: 2, since: ago(3), twilioCode: 20503 },
  ]);
});

Deno.test("a number that nobody rang for two weeks, or ever, is worth a test call", async () => {
  const line = { since: ago(2000), ring: 1, given: 1 };
  const numbers = [
    { number: berlin, last_at: ago(15 * 24), ...line },
    { number: london, last_at: ago(13 * 24), ...line },
  ];
  const found = await checkLastCall(makeBench({ facts: { numbers } }));
  assertEquals(found.facts, { quiet: [{ number: berlin, lastAt: ago(15 * 24) }], numbers: 2 });
  assertEquals(found.repair, { by: "test-call", number: berlin });
});

Deno.test("a number that would ring nobody is named; one that nobody has needs the Numbers page", async () => {
  const numbers = [
    { number: berlin, since: ago(2), last_at: null, ring: 0, given: 2 },
    { number: london, since: ago(2), last_at: null, ring: 1, given: 1 },
  ];
  const away = await checkAgents(makeBench({ facts: { numbers } }));
  assertEquals([away.level, away.repair], ["amber", null]);
  assertEquals(away.finding === "agents-silent" && away.facts.silent, [{
    number: berlin,
    given: 2,
  }]);
  const nobody = await checkAgents(
    makeBench({
      facts: { numbers: [{ number: berlin, since: ago(2), last_at: null, ring: 0, given: 0 }] },
    }),
  );
  assertEquals(nobody.repair, { by: "page", page: "numbers" });
});
