import type {
  AccountNumber,
  AppStep,
  ConnectedAccount,
  ConnectionState,
  DisconnectStep,
  KeyStep,
  LeftBehind,
  Released,
} from "../../../../supabase/functions/_shared/contracts/connection.ts";
import type { Problem, Result } from "../../shared/problem.ts";
import type { StepStatus } from "../../shared/ui/steps.tsx";
import type { ConnectionServer, Credentials } from "../../shared/connection-server.ts";

export type StepName = "check" | "key" | "app" | "numbers" | "move" | "release" | "forget";

export interface Step {
  name: StepName;
  status: StepStatus;
  /** How long it took. */
  ms: number | null;
  problem: Problem | null;
}

/** What became of a number in this visit; those that nothing was done to are not in the map. */
export type Move = { kind: "moving" } | { kind: "here" } | { kind: "failed"; problem: Problem };

/** The connection, and what is being done to it. */
export interface Run {
  phase: "loading" | "unreadable" | "idle" | "saving" | "choosing" | "moving" | "leaving";
  stored: ConnectionState | null;
  account: ConnectedAccount | null;
  key: KeyStep | null;
  app: AppStep | null;
  numbers: readonly AccountNumber[];
  moves: ReadonlyMap<string, Move>;
  steps: readonly Step[];
  released: readonly Released[];
  forgotten: DisconnectStep | null;
  /** What stays at Twilio, after the account was forgotten without it. */
  leftBehind: LeftBehind | null;
  /** Why the connection can't be read, or Twilio does not accept what is stored. */
  problem: Problem | null;
}

export const emptyRun: Run = {
  phase: "loading",
  stored: null,
  account: null,
  key: null,
  app: null,
  numbers: [],
  moves: new Map(),
  steps: [],
  released: [],
  forgotten: null,
  leftBehind: null,
  problem: null,
};

const unconnected: ConnectionState = {
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

const nothing = { account: null, key: null, app: null, numbers: [], moves: new Map() };

const waiting = (...names: StepName[]): Step[] =>
  names.map((name) => ({ name, status: "todo", ms: null, problem: null }));

/** What the steps ask of the server. */
export type StepServer = Pick<
  ConnectionServer,
  "state" | "account" | "check" | "key" | "app" | "numbers" | "bringIn" | "release" | "disconnect"
>;

/**
 * Takes the steps of Save and of Disconnect one by one and reports each change. A step that fails
 * ends the run; Save begins anew, and what is done already is found.
 * @param deps.now epoch ms
 */
export function connectionRun(
  deps: { server: StepServer; now: () => number; report: (run: Run) => void },
) {
  const { server } = deps;
  let run = emptyRun;

  function change(part: Partial<Run>): void {
    run = { ...run, ...part };
    deps.report(run);
  }

  function mark(name: StepName, part: Partial<Step>): void {
    change({ steps: run.steps.map((step) => step.name === name ? { ...step, ...part } : step) });
  }

  /** @returns null when it failed, and the run with it */
  async function take<T>(name: StepName, ask: () => Promise<Result<T>>): Promise<T | null> {
    const began = deps.now();
    mark(name, { status: "now", problem: null, ms: null });
    const answer = await ask();
    if (answer.ok) {
      mark(name, { status: "done", ms: deps.now() - began });
      return answer.value;
    }
    mark(name, { status: "failed", problem: answer.problem });
    change({ phase: "idle" });
    return null;
  }

  function moved(sid: string, move: Move): void {
    change({ moves: new Map(run.moves).set(sid, move) });
  }

  /** @returns whether all of them came */
  async function bring(sids: readonly string[]): Promise<boolean> {
    const began = deps.now();
    mark("move", { status: "now", problem: null, ms: null });
    let came = true;
    for (const sid of sids) {
      moved(sid, { kind: "moving" });
      const answer = await server.bringIn(sid);
      if (!answer.ok) came = false;
      moved(sid, answer.ok ? { kind: "here" } : { kind: "failed", problem: answer.problem });
    }
    mark("move", { status: came ? "done" : "failed", ms: deps.now() - began });
    return came;
  }

  /** What another step has changed of it shows, too. */
  async function refresh(): Promise<void> {
    const stored = await server.state();
    if (stored.ok) change({ stored: stored.value });
  }

  /** What is pressed meanwhile waits for it. */
  let loaded: Promise<void> = Promise.resolve();

  async function load(): Promise<void> {
    const stored = await server.state();
    if (!stored.ok) return change({ phase: "unreadable", problem: stored.problem });
    change({ stored: stored.value });
    if (stored.value.accountSid !== null && stored.value.hasToken) {
      const [account, listed] = await Promise.all([server.account(), server.numbers()]);
      if (account.ok) change({ account: account.value });
      else change({ problem: account.problem });
      if (listed.ok) change({ numbers: listed.value.numbers });
    }
    change({ phase: "idle" });
  }

  return {
    /** Reads what is stored and, when there is an account, what Twilio says of it. */
    load(): Promise<void> {
      loaded = load();
      return loaded;
    },

    /** From the credentials to the list of numbers; then the person picks. */
    async save(typed: Credentials): Promise<void> {
      await loaded;
      if (run.phase !== "idle" && run.phase !== "choosing") return;
      change({
        phase: "saving",
        problem: null,
        moves: new Map(),
        released: [],
        forgotten: null,
        leftBehind: null,
        steps: waiting("check", "key", "app", "numbers", "move"),
      });
      const account = await take("check", () => server.check(typed));
      if (account === null) return;
      const before = { ...(run.stored ?? unconnected), accountSid: account.sid, hasToken: true };
      change({ account, stored: before });
      const key = await take("key", server.key);
      if (key === null) return;
      const { keySid } = key;
      change({ key, stored: { ...before, keySid } });
      const app = await take("app", server.app);
      if (app === null) return;
      change({ app, stored: { ...before, keySid, appSid: app.appSid } });
      const listed = await take("numbers", server.numbers);
      if (listed === null) return;
      change({ numbers: listed.numbers });
      if (listed.numbers.length === 0) return change({ phase: "idle" });
      // What is here already is held to it: its status callback, its row, an interrupted Save.
      const here = listed.numbers.filter(({ answeredBy }) => answeredBy.kind === "here");
      const came = await bring(here.map(({ sid }) => sid));
      if (came && here.length < listed.numbers.length) mark("move", { status: "choose", ms: null });
      change({ phase: "choosing" });
      await refresh();
    },

    /** Brings the picked numbers in; one that does not come stops none of the others. */
    async move(picked: readonly string[]): Promise<void> {
      if (run.phase !== "choosing" && run.phase !== "idle") return;
      const isInList = run.steps.some(({ name }) => name === "move");
      change({ phase: "moving", steps: isInList ? run.steps : waiting("move") });
      await bring(picked);
      change({ phase: "choosing" });
      await refresh();
    },

    /** Gives the numbers back one by one, then deletes and forgets the rest. */
    async leave(): Promise<void> {
      await loaded;
      if (run.phase !== "idle" && run.phase !== "choosing") return;
      change({ phase: "leaving", released: [], steps: waiting("release", "forget") });
      const here = run.numbers.filter(({ sid, answeredBy }) =>
        answeredBy.kind === "here" || run.moves.get(sid)?.kind === "here"
      );
      const released = await take("release", async (): Promise<Result<true>> => {
        for (const { sid } of here) {
          const answer = await server.release(sid);
          if (!answer.ok) return answer;
          change({ released: [...run.released, answer.value] });
        }
        return { ok: true, value: true };
      });
      if (released === null) return;
      const forgotten = await take("forget", server.disconnect);
      if (forgotten === null) return;
      const all = [...run.released, ...forgotten.numbers];
      change({ ...nothing, phase: "idle", stored: unconnected, forgotten, released: all });
    },

    /** What is stored changed: a key or a token is rotated. */
    keep(stored: ConnectionState): void {
      change({ stored });
    },

    /** The account was forgotten without Twilio. */
    forget(leftBehind: LeftBehind): void {
      const gone = { ...nothing, steps: [], released: [], forgotten: null, problem: null };
      change({ ...gone, phase: "idle", stored: unconnected, leftBehind });
    },
  };
}
