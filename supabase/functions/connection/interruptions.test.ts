// Save, rotation and disconnection, interrupted at every single call of the database and of Twilio, and pressed again.
import { assert, assertEquals } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { ensureApp } from "./app.ts";
import { bringIn } from "./bring_in.ts";
import { checkAccount } from "./account.ts";
import { disconnect } from "./disconnect.ts";
import { ensureKey } from "./key.ts";
import { listAccountNumbers } from "./numbers.ts";
import { followRotation, rotateKey } from "./rotation.ts";
import { makeBench, numberOf, sid } from "./testing.ts";

/**
 * How the call that is due goes wrong: it never arrives; it is refused in Twilio's words; it is done, but the answer is
 * lost; it is done, and the function dies with it, so that nothing that would undo it runs either.
 */
const ways = ["unheard", "refused", "unanswered", "killed"] as const;
type Way = typeof ways[number];

type Calls = Record<string, (...given: never[]) => unknown>;

/** A bench whose calls are counted; from `break` on, the call of that index goes wrong. */
function makeFragileBench() {
  const made = makeBench({ stored: { accountSid: null, authToken: null } });
  const plan = { at: -1, way: "unheard" as Way, calls: 0, dead: false };
  const fragile = <T extends object>(calls: T): T =>
    Object.fromEntries(
      Object.entries(calls as unknown as Calls).map(([name, call]) => [
        name,
        async (...given: never[]) => {
          if (plan.dead) throw new Failure("E-TWILIO");
          if (plan.calls++ !== plan.at) return await call(...given);
          if (plan.way === "refused") throw new Failure("E-TWILIO", { twilioCode: 20503 });
          if (plan.way === "unheard") throw new Failure("E-TWILIO");
          await call(...given);
          plan.dead = plan.way === "killed";
          throw new Failure("E-DATABASE");
        },
      ]),
    ) as unknown as T;
  const { bench } = made;
  const broken = { ...bench, store: fragile(bench.store), twilio: fragile(bench.twilio) };
  return { ...made, broken, plan };
}

const accountSid = sid("AC", "7");
const old = { voice_url: "https://old.example.com/twiml", trunk_sid: sid("TK", "1") };
const numberSid = sid("PN", "1");

type Bench = ReturnType<typeof makeFragileBench>;

/** What the page does when Save is pressed and the number is picked. */
async function save({ broken }: Bench): Promise<void> {
  await checkAccount(broken, { accountSid, authToken: "token" });
  await ensureKey(broken);
  await ensureApp(broken);
  await listAccountNumbers(broken);
  await bringIn(broken, numberSid);
}

/** The page answers "Try again" to whatever fails; true when the interruption was met. */
async function interrupted(bench: Bench, at: number, way: Way, act: () => Promise<unknown>) {
  Object.assign(bench.plan, { at, way, calls: 0, dead: false });
  let failed = false;
  try {
    await act();
  } catch (error) {
    assert(error instanceof Failure, String(error));
    failed = true;
  }
  const met = bench.plan.calls > at;
  Object.assign(bench.plan, { at: -1, dead: false });
  return { met, failed };
}

/** Interrupts `act` at each of its calls in each way, and has `judge` look at each outcome. */
async function atEveryCall(
  prepare: (bench: Bench) => Promise<void>,
  act: (bench: Bench) => Promise<unknown>,
  judge: (bench: Bench, where: string, failed: boolean) => Promise<void>,
): Promise<number> {
  let interruptions = 0;
  for (const way of ways) {
    for (let at = 0;; at++) {
      const bench = makeFragileBench();
      const before = numberOf("1", old);
      bench.account.numbers = [structuredClone(before)];
      bench.account.trunks.set(old.trunk_sid, "Frankfurt");
      await prepare(bench);
      const { met, failed } = await interrupted(bench, at, way, () => act(bench));
      if (!met) break;
      interruptions++;
      await judge(bench, `${way} at call ${at}`, failed);
    }
  }
  return interruptions;
}

const original = numberOf("1", old).settings;

/** Everything is there once, and what was there before us is known. */
function assertConnected({ account, connection, secrets }: Bench, where: string): void {
  assertEquals(account.keys.length, 1, where);
  assertEquals(account.keys[0]?.sid, connection.keySid, where);
  assertEquals(secrets.stored, secretOf(connection.keySid), where);
  assertEquals(account.apps.map((app) => app.sid), [connection.appSid!], where);
  assertEquals(account.numbers[0]?.settings.voice_application_sid, connection.appSid, where);
  assertEquals(connection.numbers.map(({ settings }) => settings), [{ ...original }], where);
}

/** The bench gives key and secret the same number. */
function secretOf(keySid: string | null): string {
  return `secret ${Number.parseInt(keySid?.slice(2, 3) ?? "", 16)}`;
}

Deno.test("Save goes on after an interruption at any call: one key, one app, nothing lost", async () => {
  const interruptions = await atEveryCall(
    () => Promise.resolve(),
    save,
    async (bench, where, failed) => {
      const [number] = bench.account.numbers;
      const isHere = number?.settings.voice_application_sid != null;
      // Either it holds, or it is what it was; and what was there is known as long as it is not.
      if (!isHere) assertEquals(number?.settings, { ...original }, where);
      else assertEquals(bench.connection.numbers[0]?.settings, { ...original }, where);
      if (!failed) return assertConnected(bench, where);
      await save(bench);
      assertConnected(bench, `${where}, pressed again`);
      await disconnect(bench.bench);
      assertEquals(bench.account.numbers[0]?.settings, { ...original }, where);
      assertEquals([bench.account.keys, bench.account.apps], [[], []], where);
    },
  );
  assert(interruptions > 60, `${interruptions}`);
});

Deno.test("a rotation goes on after an interruption at any call: no second key, no lost secret", async () => {
  const rotate = async (bench: Bench, seen: string) => {
    await rotateKey(bench.broken, seen);
    await followRotation(bench.broken);
  };
  const interruptions = await atEveryCall(
    save,
    (bench) => rotate(bench, bench.connection.keySid!),
    async (bench, where) => {
      const { account, connection, secrets } = bench;
      // Whatever happened, dialers get tokens of a key that Twilio has and whose secret is ours.
      assert(account.keys.some((key) => key.sid === connection.keySid), where);
      assertEquals(secrets.stored, secretOf(connection.keySid), where);
      await rotate(bench, connection.keySid!);
      assertConnected(bench, `${where}, pressed again`);
      assertEquals(connection.retiring, [], where);
    },
  );
  assert(interruptions > 25, `${interruptions}`);
});

Deno.test("a disconnection goes on after an interruption at any call, and leaves nothing behind", async () => {
  const interruptions = await atEveryCall(
    save,
    (bench) => disconnect(bench.broken),
    async (bench, where, failed) => {
      if (bench.connection.accountSid !== null) {
        if (failed) await disconnect(bench.broken);
      }
      const { account, connection } = bench;
      assertEquals(account.numbers[0]?.settings, { ...original }, where);
      assertEquals([account.keys, account.apps, connection.accountSid], [[], [], null], where);
    },
  );
  assert(interruptions > 30, `${interruptions}`);
});
