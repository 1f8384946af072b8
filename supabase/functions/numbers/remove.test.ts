import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { readAccountNumbers } from "./account.ts";
import { putAway, release } from "./remove.ts";
import { makeBench, numberOf, sid } from "./testing.ts";

const number = "+442079460142";
const knows = (look: { isOurs: boolean; inCall: boolean }) => ({
  store: { look: () => Promise.resolve({ isTaken: false, ...look }) },
});

Deno.test("a number is given up at Twilio first, then forgotten", async () => {
  const { bench, account, said } = makeBench();
  account.numbers = [numberOf(number)];
  assertEquals(await release(bench, number), { number, outcome: "released" });
  assertEquals(said, [`release ${sid("PN", "2")}`, "remove released"]);
});

Deno.test("one that Twilio has no more is forgotten, so that pressing again ends it", async () => {
  const { bench, said } = makeBench();
  assertEquals(await release(bench, number), { number, outcome: "gone" });
  assertEquals(said, ["remove gone"]);
});

Deno.test("not while a call goes on over it, and never a number of somebody else", async () => {
  const busy = makeBench(knows({ isOurs: true, inCall: true }));
  busy.account.numbers = [numberOf(number)];
  await assertRejects(() => release(busy.bench, number), Failure, "E-NUMBER-BUSY");
  const foreign = makeBench(knows({ isOurs: false, inCall: false }));
  foreign.account.numbers = [numberOf(number)];
  await assertRejects(() => release(foreign.bench, number), Failure, "E-NUMBER-GONE");
  await assertRejects(() => putAway(foreign.bench, number), Failure, "E-NUMBER-GONE");
  assertEquals([...busy.said, ...foreign.said], []);
});

Deno.test("a number is put away only when its calls go elsewhere", async () => {
  const { bench, account, said } = makeBench();
  account.numbers = [numberOf(number)];
  await assertRejects(() => putAway(bench, number), Failure, "E-NUMBER-HERE");
  account.numbers = [numberOf(number, null)];
  assertEquals(await putAway(bench, number), { number, outcome: "put-away" });
  assertEquals(said, ["remove put_away"]);
});

Deno.test("the account's numbers have prices where Twilio tells them", async () => {
  const { bench, account } = makeBench();
  account.numbers = [numberOf(number), numberOf("+493023125613", null)];
  const { isTrial, numbers } = await readAccountNumbers(bench);
  assertEquals(isTrial, false);
  assertEquals(numbers.map(({ isHere, price }) => [isHere, price?.amount ?? null]), [
    [true, "1.15"],
    [false, null],
  ]);
});
