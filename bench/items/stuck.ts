// Calls that end while nobody hears of it: until when the database has them as Twilio does, in real time.
import { delay } from "../delay.ts";
import { type Killable, openKillable, type Victim } from "../killable.ts";
import {
  type Caller,
  compare,
  makeCallers,
  placeCalls,
  type PlacedCall,
  until,
} from "../phone-calls.ts";
import type { Row } from "../row.ts";
import { type Simulator, simulatorOf } from "../simulator.ts";
import type { Size } from "../world.ts";

const CALLS = 50;
/** These go on: a check must not end what is not over. */
const GO_ON = 10;
const LIMIT_S = 120;
const GIVE_UP_S = 150;
/** A function takes about ten times as long to start, so that none serves before it is killed again. */
const AIM_AGAIN_MS = 20;

const REASON =
  "60 seconds of silence make a call due, the job runs every 30, and the rest is for asking Twilio. An agent whose " +
  "call is stuck can't take another one. The seconds count from when the start of what was killed begins.";

/** What fails. `begin` resolves when no callback can come through, with what mends it. */
interface Outage {
  name: string;
  begin(stack: Killable): Promise<() => Promise<void>>;
}

const OUTAGES: readonly Outage[] = [
  {
    name: "the functions shut off by the front door",
    begin({ door }) {
      door.shut();
      return Promise.resolve(() => Promise.resolve(door.open()));
    },
  },
  killed("Postgres killed", ["postgres"]),
  killed("gateway and functions' host, one process, killed", ["gateway"]),
  { name: "every function killed, whenever it starts", begin: killFunctions },
  killed("Postgres, gateway and functions killed at once", ["gateway", "functions", "postgres"]),
];

export async function openStuck(size: Size, signal: AbortSignal) {
  const stack = await openKillable(signal);
  return {
    async measure(): Promise<Row[]> {
      const twilio = simulatorOf(stack);
      const callers = await makeCallers(stack, twilio, CALLS);
      const rows: Row[] = [];
      for (const outage of size.quick ? OUTAGES.slice(-1) : OUTAGES) {
        const row = await measure(stack, twilio, callers, outage);
        console.log(`${row.measure}: ${row.ours}`);
        rows.push(row);
      }
      return rows;
    },
    close: () => stack.close(),
  };
}

function killed(name: string, victims: readonly Victim[]): Outage {
  return {
    name,
    async begin(stack) {
      const ended = stack.ended();
      killAll(stack, victims);
      await ended;
      return () => stack.startAgain();
    },
  };
}

function killAll(stack: Killable, victims: readonly Victim[]): void {
  const ran = stack.kill(victims);
  if (ran.length < victims.length) {
    throw new Error(`Cannot measure: of ${victims.join(", ")} there ran only ${ran.join(", ")}`);
  }
}

/** The gateway starts a function when it is called, so one kill loses one request: they are killed until the outage is over. */
function killFunctions(stack: Killable): Promise<() => Promise<void>> {
  killAll(stack, ["functions"]);
  const again = setInterval(() => stack.kill(["functions"]), AIM_AGAIN_MS);
  return Promise.resolve(() => Promise.resolve(clearInterval(again)));
}

async function measure(
  stack: Killable,
  twilio: Simulator,
  callers: readonly Caller[],
  outage: Outage,
): Promise<Row> {
  const calls = await placeCalls(stack, twilio, callers);
  const since = (await twilio.webhooks(0)).at(-1)?.n ?? 0;
  const mend = await outage.begin(stack);
  const over = calls.slice(GO_ON);
  const lost = await endUnheard(twilio, over, since).catch(async (error: unknown) => {
    await mend();
    throw error;
  });

  const began = performance.now();
  await mend();
  const atRestart = await compare(stack.sql, twilio, calls);
  if (atRestart.open !== GO_ON) throw new Error(`Cannot measure: ${atRestart.open} calls go on`);
  let { wrong } = atRestart;
  let seconds = 0;
  do {
    ({ wrong } = await compare(stack.sql, twilio, calls));
    seconds = (performance.now() - began) / 1000;
    if (wrong > 0) await delay(250);
  } while (wrong > 0 && seconds < GIVE_UP_S);

  // The rest ends as calls do.
  for (const { caller } of calls.slice(0, GO_ON)) await twilio.clientHangUp(caller.voiceId);
  if (wrong === 0) {
    await until("the last calls end", 60, async () => {
      const now = await compare(stack.sql, twilio, calls);
      return now.wrong === 0 && now.open === 0;
    });
  }
  return {
    measure: `${CALLS} calls, ${GO_ON} of which go on; ${outage.name}`,
    ours: `${lost} requests of Twilio failed, ${atRestart.wrong} calls wrong at the restart, ` +
      (wrong === 0
        ? `all right after ${seconds.toFixed(0)} s`
        : `${wrong} still after ${GIVE_UP_S} s`),
    floor: "–",
    result: `${(seconds / LIMIT_S).toFixed(2)} of ${LIMIT_S} s`,
    limit: "≤ 1.00",
    ok: wrong === 0 && atRestart.wrong === over.length && seconds <= LIMIT_S,
    reason: REASON,
  };
}

/**
 * Ends calls at Twilio, half by the agent and half by the other side. Answers how many requests failed,
 * retries among them.
 * @throws {Error} when one was answered well
 */
async function endUnheard(
  twilio: Simulator,
  calls: readonly PlacedCall[],
  since: number,
): Promise<number> {
  const legs = await twilio.legs();
  for (const [n, { caller, sid }] of calls.entries()) {
    const other = legs.find(({ parentSid }) => parentSid === sid);
    if (n % 2 === 0 || other === undefined) await twilio.clientHangUp(caller.voiceId);
    else await twilio.hangUp(other.sid);
  }
  const sids = calls.map(({ sid }) => sid);
  let before = -1;
  let taken = 0;
  await until("every call is over and every callback has been sent", 60, async () => {
    const sent = await twilio.webhooks(since);
    const quiet = sent.length > 0 && sent.length === before && sent.every(({ ms }) => ms !== null);
    before = sent.length;
    taken = sent.filter(({ status }) => status !== null && status < 400).length;
    const own = (await twilio.legs())
      .filter((leg) => sids.includes(leg.sid) || sids.includes(leg.parentSid ?? ""));
    return quiet && own.every(({ status }) => status === "completed");
  });
  if (taken > 0) throw new Error(`Cannot measure: ${taken} callbacks came through`);
  return before;
}
