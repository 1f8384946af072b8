// Keeps this phone reachable: registration, and the heartbeat that proves it. What it finds out goes
// to the screen as `reach`.
import type { Problem, Result } from "../shared/problem.ts";
import { keepDevice, type KeeperDeps } from "./device-keeper.ts";
import type { Microphone } from "./microphone.ts";
import type { Reach, ReachActions, UnreachableCause } from "./phone-state.ts";
import type { PhoneServer } from "./server.ts";
import { isTokenTrouble } from "./voice-codes.ts";
import { type VoiceDevice, VoiceFailure } from "./voice.ts";

/** Without a proof for this long the router does not ring us: say so. */
const staleAfterMs = 25_000;
/** "Reconnecting" becomes "You will not ring" after half a minute: at the beat nearest to it. */
const giveUpAfterMs = 25_000;

export interface OnlineDeps
  extends Pick<KeeperDeps, "openDevice" | "loadSdk" | "now" | "log" | "isBusy" | "onIncoming"> {
  server: Pick<PhoneServer, "token" | "reportToken" | "reportPresence">;
  microphone: Pick<Microphone, "willAsk" | "check">;
  startHeartbeat: (onBeat: () => void) => () => void;
  /** Makes this the one tab that rings; `onLost` when another tab takes it. Answers how to let go. */
  takePhone: (onLost: () => void) => () => void;
  onReach: (reach: Reach) => void;
  onMicrophone: (label: string | null) => void;
}

export interface Online {
  /** Has fetched what going online needs, before anybody asks for it. */
  prepare: () => void;
  actions: ReachActions;
  /** Settles when the server knows, or can't be told. */
  goOffline: () => Promise<void>;
  /** The device, to call out with; made when there is none. */
  device: () => Promise<Result<VoiceDevice>>;
  /** Another API key signs the tokens from now on. */
  keyChanged: (keySid: string) => void;
  /** The person chose another microphone or speaker. */
  followSound: () => void;
  /** The browser lost its network. */
  networkLost: () => void;
  /** The network or the page came back. */
  wake: () => void;
  /** The seat was switched off, or on again. */
  seatChanged: (active: boolean) => void;
  /** The phone is free again: what waited for that is done now. */
  callEnded: () => void;
  close: () => void;
}

type Chosen = "available" | "away";

export function openOnline(deps: OnlineDeps): Online {
  let reach: Reach = { kind: "offline" };
  let wanted = false;
  /** What the person chose to be while online. */
  let chosen: Chosen = "available";
  /** Counts attempts: what an earlier one finds out later is old news. */
  let attempt = 0;
  /** The attempt that is under way. */
  let underWay: number | null = null;
  let provedAt = 0;
  let failures = 0;
  let beatsToWait = 0;
  let reported: Promise<unknown> = Promise.resolve();
  let stopHeartbeat = () => {};
  let letGo = () => {};

  const keeper = keepDevice({
    ...deps,
    onRegistered: () => {
      if (wanted && underWay !== attempt) void prove();
    },
    onUnregistered: () => {
      if (wanted && isProved()) reconnecting(deps.now());
    },
    onTokenRefused: (hopeless) => void tokenRefused(hopeless),
  });

  function show(next: Reach): void {
    const same = JSON.stringify(reach) === JSON.stringify(next);
    reach = next;
    if (!same) deps.onReach(next);
  }

  function isProved(): boolean {
    return reach.kind === "ready" || reach.kind === "away";
  }

  /** The same trouble keeps its beginning, however often it is met. */
  function since(at: number): number {
    return reach.kind === "reconnecting" || reach.kind === "unreachable" ? reach.since : at;
  }

  function reconnecting(at: number): void {
    show({ kind: "reconnecting", since: since(at) });
  }

  function unreachable(cause: UnreachableCause, at = deps.now()): void {
    show({ kind: "unreachable", cause, since: since(at) });
  }

  /** One after the other, or an earlier "available" could overtake "offline". */
  function report(status: Chosen | "offline"): Promise<Result<null>> {
    const answer = reported.then(() => deps.server.reportPresence(status));
    reported = answer;
    return answer;
  }

  /** Tells the server and takes its answer as the proof of what the person chose. */
  async function prove(): Promise<void> {
    const run = attempt;
    const status = chosen;
    const answer = await report(status);
    // Chosen anew meanwhile: that is being told too, and its answer counts.
    if (run !== attempt || !wanted || status !== chosen) return;
    if (!answer.ok) return doubt(answer.problem);
    if (!keeper.isRegistered()) return;
    provedAt = deps.now();
    failures = 0;
    show({ kind: status === "away" ? "away" : "ready" });
  }

  function doubt(problem: Problem): void {
    const passing = problem.code !== "E-SEAT" && problem.code !== "E-AUTH-SIGNIN";
    if (!passing || reach.kind === "going-online") return fail(problem);
    const silent = deps.now() - provedAt;
    if (silent > staleAfterMs + giveUpAfterMs) unreachable("connection-lost", provedAt);
    else if (silent > staleAfterMs) reconnecting(provedAt);
  }

  function fail(problem: Problem): void {
    if (problem.code !== "E-CONFIG") return giveUp(causeOf(problem.code));
    tryLater();
    keeper.drop();
    show({ kind: "not-configured" });
  }

  function giveUp(cause: UnreachableCause): void {
    tryLater();
    unreachable(cause);
  }

  /** An attempt failed; the heartbeat tries again after 10, 20, 40, 80 s. */
  function tryLater(): void {
    failures++;
    beatsToWait = 2 ** Math.min(failures - 1, 3);
  }

  /** Whether something may have been mended meanwhile, by whomever. */
  function waitsForHelp(): boolean {
    return (reach.kind === "unreachable" || reach.kind === "not-configured") && !deps.isBusy();
  }

  async function comeUp(): Promise<void> {
    const run = ++attempt;
    underWay = run;
    await register(() => run === attempt && wanted);
    if (underWay === run) underWay = null;
  }

  async function register(isWanted: () => boolean): Promise<void> {
    const got = await keeper.obtain();
    if (!isWanted()) return;
    if (!got.ok) return fail(got.problem);
    try {
      await got.value.register();
    } catch (error) {
      if (!isWanted()) return;
      const code = error instanceof VoiceFailure ? error.code : "unknown";
      // A device that could not register may never settle again: the next attempt makes a new one.
      keeper.drop();
      return giveUp(isTokenTrouble(code) ? "token-refused" : "registration-lost");
    }
    if (!isWanted()) return;
    await prove();
    keeper.reportKey();
  }

  async function tokenRefused(hopeless: boolean): Promise<void> {
    if (hopeless) {
      if (!wanted) return;
      attempt++;
      keeper.drop();
      return giveUp("token-refused");
    }
    const renewed = await keeper.renew();
    if (!wanted) return;
    if (!renewed.ok) return fail(renewed.problem);
    if (!keeper.isRegistered() && underWay !== attempt) await comeUp();
  }

  function beat(): void {
    if (!wanted) return;
    keeper.renewInTime();
    if (isProved() && deps.now() - provedAt > staleAfterMs) reconnecting(provedAt);
    if (keeper.isRegistered()) return void prove();
    if (reach.kind === "reconnecting" && deps.now() - reach.since >= giveUpAfterMs) {
      unreachable("connection-lost");
      keeper.drop();
    }
    if (waitsForHelp() && --beatsToWait <= 0) void comeUp();
  }

  /** Ends everything that goes on by itself. */
  function stop(): void {
    wanted = false;
    attempt++;
    stopHeartbeat();
    letGo();
    stopHeartbeat = letGo = () => {};
    keeper.drop();
  }

  async function start(): Promise<void> {
    const run = ++attempt;
    const at = deps.now();
    const going = (asksMicrophone: boolean) =>
      show({ kind: "going-online", since: at, asksMicrophone });
    let isAnswered = false;
    going(false);
    // Whatever comes of it, the microphone's answer is heard first.
    keeper.prepare();
    const sayWhetherAsked = async () => {
      const asks = await deps.microphone.willAsk();
      if (asks && !isAnswered && run === attempt) going(true);
    };
    void sayWhetherAsked();
    const heard = await deps.microphone.check();
    isAnswered = true;
    if (run !== attempt) return;
    if ("problem" in heard) {
      stop();
      return show({ kind: "microphone", problem: heard.problem });
    }
    deps.onMicrophone(heard.label);
    going(false);
    stopHeartbeat();
    stopHeartbeat = deps.startHeartbeat(beat);
    letGo();
    letGo = deps.takePhone(() => {
      letGo = () => {};
      stop();
      unreachable("opened-elsewhere");
    });
    await comeUp();
  }

  function choose(status: Chosen): void {
    const changed = chosen !== status;
    chosen = status;
    if (isProved() || reach.kind === "reconnecting") {
      if (changed && keeper.isRegistered()) void prove();
      return;
    }
    wanted = true;
    failures = 0;
    keeper.keep();
    void start();
  }

  async function goOffline(): Promise<void> {
    if (!wanted && reach.kind === "offline") return;
    stop();
    show({ kind: "offline" });
    await report("offline");
  }

  return {
    actions: {
      goOnline: () => choose("available"),
      goAway: () => choose("away"),
      goOffline: () => void goOffline(),
    },
    prepare: keeper.prepare,
    goOffline,
    async device() {
      const got = await keeper.obtain();
      keeper.reportKey();
      return got;
    },
    keyChanged: keeper.keyChanged,
    followSound: keeper.followSound,
    networkLost() {
      if (wanted && isProved()) reconnecting(deps.now());
    },
    wake() {
      if (!wanted) return;
      if (keeper.isRegistered()) void prove();
      else if (waitsForHelp()) void comeUp();
    },
    seatChanged(active) {
      if (!active) {
        attempt++;
        keeper.drop();
        return giveUp("seat-inactive");
      }
      if (reach.kind !== "unreachable" || reach.cause !== "seat-inactive") return;
      if (!wanted) return show({ kind: "offline" });
      keeper.keep();
      void comeUp();
    },
    callEnded() {
      // Made for this call alone.
      if (!wanted) keeper.drop();
      keeper.freed();
    },
    close() {
      if (wanted) void report("offline");
      stop();
    },
  };
}

function causeOf(code: string): UnreachableCause {
  if (code === "E-SEAT") return "seat-inactive";
  if (code === "E-AUTH-SIGNIN") return "token-refused";
  return "connection-lost";
}
