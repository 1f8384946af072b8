import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountNumber } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { problemOf, type Result } from "../../shared/problem.ts";
import { connectionRun, emptyRun, type Run, type StepServer } from "./connection-run.ts";
import { picksAtFirst } from "./picks.ts";

const accountSid = `AC${"1".repeat(32)}`;
const account = { sid: accountSid, name: "New", isTrial: false, isSubaccount: false };
const stored = {
  accountSid: null,
  hasToken: false,
  otherToken: null,
  appSid: null,
  keySid: null,
  retiring: [],
  dialers: 0,
  moved: 0,
  numbers: [],
  recordings: 0,
};
const typed = { accountSid, authToken: "t" };

function numberOf(sid: string, kind: AccountNumber["answeredBy"]["kind"]): AccountNumber {
  return { sid, number: "+442079460101", name: "", answeredBy: { kind, name: null } };
}

const good = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
const bad = (): Promise<{ ok: false; problem: ReturnType<typeof problemOf> }> =>
  Promise.resolve({ ok: false, problem: problemOf("E-TWILIO") });

function start(changed: Partial<StepServer> = {}) {
  const asked: string[] = [];
  let isKept = false;
  const server: StepServer = {
    state: () => good(isKept ? { ...stored, accountSid, hasToken: true } : stored),
    account: () => good(account),
    check: () => {
      isKept = true;
      return good(account);
    },
    key: () => good({ keySid: `SK${"1".repeat(32)}`, made: true, deleted: 0 }),
    app: () =>
      good({ appSid: `AP${"1".repeat(32)}`, name: "Softphone-7", made: true, changed: false }),
    numbers: () => good({ numbers: [numberOf("PN1", "url"), numberOf("PN2", "url")] }),
    bringIn: (sid) => {
      asked.push(`bring-in ${sid}`);
      return good({ number: "+442079460101", moved: true });
    },
    release: (sid) => {
      asked.push(`release ${sid}`);
      return good({ number: "+442079460101", outcome: "restored" });
    },
    disconnect: () => {
      asked.push("disconnect");
      return good({ numbers: [], app: "deleted", recordings: 0 });
    },
    ...changed,
  };
  let run: Run = emptyRun;
  let at = 0;
  const steps = connectionRun({ server, now: () => (at += 100), report: (next) => (run = next) });
  return { steps, asked, run: () => run };
}

const statuses = (run: Run) => run.steps.map(({ name, status }) => `${name} ${status}`).join(", ");

test("Save goes from the credentials to the choice of numbers, and times each step", async () => {
  const { steps, run } = start();
  await steps.load();
  await steps.save(typed);
  assert.equal(statuses(run()), "check done, key done, app done, numbers done, move choose");
  assert.equal(run().phase, "choosing");
  assert.equal(run().steps[0]?.ms, 100);
  assert.equal(run().stored?.accountSid, accountSid);
});

test("Save that is pressed while the page still reads waits for it", async () => {
  const { steps, run } = start();
  const loading = steps.load();
  await steps.save(typed);
  await loading;
  assert.equal(run().phase, "choosing");
});

test("a failed step says why, and the later ones are not done", async () => {
  const { steps, run } = start({ app: bad });
  await steps.load();
  await steps.save(typed);
  assert.equal(statuses(run()), "check done, key done, app failed, numbers todo, move todo");
  assert.equal(run().steps[2]?.problem?.code, "E-TWILIO");
  assert.equal(run().phase, "idle");
});

test("Save again begins anew and clears what went wrong", async () => {
  let fails = true;
  const { steps, run } = start({ check: () => (fails ? bad() : good(account)) });
  await steps.load();
  await steps.save(typed);
  fails = false;
  await steps.save(typed);
  assert.equal(run().phase, "choosing");
  assert.equal(run().steps[0]?.problem, null);
});

test("a number that does not come stops none of the others", async () => {
  const { steps, run } = start({
    bringIn: (sid) => sid === "PN1" ? bad() : good({ number: "+442079460101", moved: true }),
  });
  await steps.load();
  await steps.save(typed);
  await steps.move(["PN1", "PN2"]);
  assert.equal(run().moves.get("PN1")?.kind, "failed");
  assert.equal(run().moves.get("PN2")?.kind, "here");
  assert.equal(run().steps.at(-1)?.status, "failed");
  assert.equal(run().phase, "choosing");
});

test("Save holds what is here to it, and asks only while something else is left", async () => {
  const [here, other] = [numberOf("PN1", "here"), numberOf("PN2", "url")];
  const some = start({ numbers: () => good({ numbers: [here, other] }) });
  await some.steps.load();
  await some.steps.save(typed);
  assert.deepEqual(some.asked, ["bring-in PN1"]);
  assert.equal(some.run().steps.at(-1)?.status, "choose");
  const all = start({ numbers: () => good({ numbers: [here] }) });
  await all.steps.load();
  await all.steps.save(typed);
  assert.equal(all.run().steps.at(-1)?.status, "done");
});

test("disconnecting gives back what is here, then forgets the rest", async () => {
  const { steps, asked, run } = start({
    state: () => good({ ...stored, accountSid, hasToken: true }),
    numbers: () => good({ numbers: [numberOf("PN1", "here"), numberOf("PN2", "url")] }),
  });
  await steps.load();
  await steps.leave();
  assert.deepEqual(asked, ["release PN1", "disconnect"]);
  assert.deepEqual(run().stored, stored);
  assert.deepEqual(run().released.map(({ outcome }) => outcome), ["restored"]);
});

test("while a number can't be given back, nothing is forgotten", async () => {
  const { steps, asked, run } = start({
    state: () => good({ ...stored, accountSid, hasToken: true }),
    numbers: () => good({ numbers: [numberOf("PN1", "here")] }),
    release: bad,
  });
  await steps.load();
  await steps.leave();
  assert.deepEqual(asked, []);
  assert.equal(statuses(run()), "release failed, forget todo");
  assert.equal(run().stored?.accountSid, accountSid);
});

test("numbers that nobody misses are picked at first, and the only one", () => {
  const [here, empty, used] = [
    numberOf("PN1", "here"),
    numberOf("PN2", "nothing"),
    numberOf("PN3", "trunk"),
  ];
  assert.deepEqual([...picksAtFirst([here, empty, used])], ["PN2"]);
  assert.deepEqual([...picksAtFirst([used])], ["PN3"]);
});
