// Keeps this phone reachable: token, device, registration, and the heartbeat that proves it. What it
// finds out goes to the screen as `reach`.
import type { Problem, Result } from "../shared/problem.ts";
import { problemOf } from "../shared/problem.ts";
import type { Microphone } from "./microphone.ts";
import type { Reach, UnreachableCause } from "./phone-state.ts";
import type { PhoneServer } from "./server.ts";
import { isTokenTrouble } from "./voice-codes.ts";
import { type OpenDevice, type VoiceCall, type VoiceDevice, VoiceFailure } from "./voice.ts";

/** Between calls the token is renewed at this age, so that every call begins with a fresh one. */
const renewAfterMs = 15 * 60_000;
/** Twilio refuses a token soon after this; renew before any use. */
const expiresSoonMs = 150_000;
/** Without a proof for this long the router does not ring us: say so. */
const staleAfterMs = 25_000;
/** "Reconnecting" becomes "You will not ring" after this. */
const giveUpAfterMs = 30_000;
/** A token that is refused this young was refused for what it is: another one will not do better. */
const newTokenMs = 30_000;

export interface OnlineDeps {
  server: Pick<PhoneServer, "token" | "reportPresence">;
  openDevice: OpenDevice;
  microphone: Pick<Microphone, "willAsk" | "check">;
  startHeartbeat: (onBeat: () => void) => () => void;
  /** Makes this the one tab that rings; `onLost` when another tab takes it. Answers how to let go. */
  takePhone: (onLost: () => void) => () => void;
  now: () => number;
  log: (line: string) => void;
  isBusy: () => boolean;
  onReach: (reach: Reach) => void;
  onMicrophone: (label: string | null) => void;
  onIncoming: (call: VoiceCall) => void;
}

export interface Online {
  goOnline: () => void;
  goOffline: () => void;
  /** The device, to call out with; made when there is none. */
  device: () => Promise<Result<VoiceDevice>>;
  /** The browser lost its network. */
  networkLost: () => void;
  /** The network or the page came back. */
  wake: () => void;
  /** The phone is free again: what waited for that is done now. */
  callEnded: () => void;
  close: () => void;
}

export function openOnline(deps: OnlineDeps): Online {
  let reach: Reach = { kind: "offline" };
  let wanted = false;
  let device: VoiceDevice | null = null;
  let opening: Promise<Result<VoiceDevice>> | null = null;
  /** Counts devices and attempts: what an earlier one reports later is old news. */
  let attempt = 0;
  let tokenAt = 0;
  let tokenEndsAt = 0;
  let renewing = false;
  /** The attempt that is under way. */
  let under: number | null = null;
  let provedAt = 0;
  let failures = 0;
  let beatsToWait = 0;
  let dropWhenFree = false;
  let reported: Promise<unknown> = Promise.resolve();
  let stopHeartbeat = () => {};
  let letGo = () => {};

  function show(next: Reach): void {
    const same = JSON.stringify(reach) === JSON.stringify(next);
    reach = next;
    if (!same) deps.onReach(next);
  }

  /** The same trouble keeps its beginning, however often it is met. */
  function trouble(kind: "reconnecting", since?: number): void;
  function trouble(kind: "unreachable", since: number | undefined, cause: UnreachableCause): void;
  function trouble(
    kind: "reconnecting" | "unreachable",
    since = deps.now(),
    cause: UnreachableCause = "connection-lost",
  ): void {
    const before = reach.kind === "reconnecting" || reach.kind === "unreachable"
      ? reach.since
      : since;
    show(kind === "unreachable" ? { kind, cause, since: before } : { kind, since: before });
  }

  async function fetchToken(): Promise<Result<string>> {
    const answer = await deps.server.token();
    if (!answer.ok) return answer;
    tokenAt = deps.now();
    tokenEndsAt = tokenAt + answer.value.ttl * 1000;
    deps.log("Token updated");
    return { ok: true, value: answer.value.token };
  }

  async function renew(): Promise<Result<null>> {
    if (renewing || !device) return { ok: true, value: null };
    renewing = true;
    try {
      const token = await fetchToken();
      if (!token.ok) return token;
      device?.updateToken(token.value);
      return { ok: true, value: null };
    } finally {
      renewing = false;
    }
  }

  async function makeDevice(): Promise<Result<VoiceDevice>> {
    const token = await fetchToken();
    if (!token.ok) return token;
    let made: VoiceDevice | null = null;
    const isCurrent = () => made !== null && made === device;
    try {
      made = await deps.openDevice(token.value, {
        registered: () => void (isCurrent() && wanted && under !== attempt && prove()),
        unregistered: () => {
          if (isCurrent() && wanted && reach.kind === "ready") trouble("reconnecting");
        },
        failed: (code) => {
          if (isCurrent() && isTokenTrouble(code)) void tokenRefused();
        },
        incoming: (call) => isCurrent() && deps.onIncoming(call),
        // Timers of tokens that were replaced long ago fire too: only the time tells.
        tokenWillExpire: () => {
          if (isCurrent() && !deps.isBusy() && tokenEndsAt - deps.now() < expiresSoonMs) {
            void renew();
          }
        },
      });
    } catch {
      return { ok: false, problem: problemOf("E-NETWORK") };
    }
    device = made;
    return { ok: true, value: made };
  }

  async function obtain(): Promise<Result<VoiceDevice>> {
    if (!device) {
      opening ??= makeDevice().finally(() => opening = null);
      return await opening;
    }
    const now = deps.now();
    if (now - tokenAt >= renewAfterMs || tokenEndsAt - now < expiresSoonMs) {
      const renewed = await renew();
      if (!renewed.ok) return renewed;
    }
    return device ? { ok: true, value: device } : await obtain();
  }

  function dropDevice(): void {
    if (deps.isBusy()) {
      dropWhenFree = true;
      return;
    }
    dropWhenFree = false;
    const dropped = device;
    device = null;
    dropped?.destroy();
  }

  /** One after the other, or an earlier "available" could overtake "offline". */
  function report(status: "available" | "offline"): Promise<Result<null>> {
    const answer = reported.then(() => deps.server.reportPresence(status));
    reported = answer;
    return answer;
  }

  /** Says the truth to the server and takes its answer as the proof that this phone rings. */
  async function prove(): Promise<void> {
    const run = attempt;
    const answer = await report("available");
    if (run !== attempt || !wanted) return;
    if (!answer.ok) return doubt(answer.problem);
    if (!device?.isRegistered()) return;
    provedAt = deps.now();
    failures = 0;
    show({ kind: "ready" });
  }

  function doubt(problem: Problem): void {
    if (problem.code === "E-SEAT" || problem.code === "E-AUTH-SIGNIN") return fail(problem);
    if (reach.kind === "going-online") return fail(problem);
    const silent = deps.now() - provedAt;
    if (silent > staleAfterMs + giveUpAfterMs) trouble("unreachable", provedAt, "connection-lost");
    else if (silent > staleAfterMs) trouble("reconnecting", provedAt);
  }

  /** An attempt failed. The heartbeat tries again where trying can help. */
  function fail(problem: Problem): void {
    if (problem.code === "E-CONFIG") {
      stop();
      return show({ kind: "not-configured" });
    }
    giveUp(causeOf(problem.code));
  }

  function giveUp(cause: UnreachableCause): void {
    failures++;
    // 10, 20, 40, 80 s by the heartbeat's pace.
    beatsToWait = 2 ** Math.min(failures - 1, 3);
    trouble("unreachable", undefined, cause);
  }

  async function comeUp(): Promise<void> {
    const run = ++attempt;
    under = run;
    await register(() => run === attempt && wanted);
    if (under === run) under = null;
  }

  async function register(isWanted: () => boolean): Promise<void> {
    const got = await obtain();
    if (!isWanted()) return;
    if (!got.ok) return fail(got.problem);
    try {
      await got.value.register();
    } catch (error) {
      if (!isWanted()) return;
      const code = error instanceof VoiceFailure ? error.code : "unknown";
      // A device that could not register may never settle again: the next attempt makes a new one.
      dropDevice();
      return giveUp(isTokenTrouble(code) ? "token-refused" : "registration-lost");
    }
    if (isWanted()) await prove();
  }

  async function tokenRefused(): Promise<void> {
    if (deps.now() - tokenAt < newTokenMs) {
      if (!wanted) return;
      attempt++;
      dropDevice();
      return giveUp("token-refused");
    }
    const renewed = await renew();
    if (!wanted) return;
    if (!renewed.ok) return fail(renewed.problem);
    if (!device?.isRegistered() && under !== attempt) await comeUp();
  }

  function beat(): void {
    if (!wanted) return;
    const idle = !deps.isBusy();
    if (idle && device && deps.now() - tokenAt >= renewAfterMs) void renew();
    if (reach.kind === "ready" && deps.now() - provedAt > staleAfterMs) {
      trouble("reconnecting", provedAt);
    }
    if (device?.isRegistered()) return void prove();
    if (reach.kind === "reconnecting" && deps.now() - reach.since >= giveUpAfterMs) {
      trouble("unreachable", undefined, "connection-lost");
      dropDevice();
    }
    if (reach.kind === "unreachable" && --beatsToWait <= 0 && idle) void comeUp();
  }

  /** Ends everything that goes on by itself. */
  function stop(): void {
    wanted = false;
    attempt++;
    stopHeartbeat();
    letGo();
    stopHeartbeat = letGo = () => {};
    dropDevice();
  }

  async function start(): Promise<void> {
    const run = ++attempt;
    const since = deps.now();
    show({ kind: "going-online", since, asksMicrophone: false });
    const asksMicrophone = await deps.microphone.willAsk();
    if (run !== attempt) return;
    show({ kind: "going-online", since, asksMicrophone });
    const heard = await deps.microphone.check();
    if (run !== attempt) return;
    if ("problem" in heard) {
      stop();
      return show({ kind: "microphone", problem: heard.problem });
    }
    deps.onMicrophone(heard.label);
    show({ kind: "going-online", since, asksMicrophone: false });
    stopHeartbeat();
    stopHeartbeat = deps.startHeartbeat(beat);
    letGo();
    letGo = deps.takePhone(() => {
      letGo = () => {};
      stop();
      show({ kind: "unreachable", cause: "opened-elsewhere", since: deps.now() });
    });
    await comeUp();
  }

  return {
    goOnline() {
      if (reach.kind === "ready" || reach.kind === "reconnecting") return;
      wanted = true;
      dropWhenFree = false;
      failures = 0;
      void start();
    },
    goOffline() {
      if (!wanted && reach.kind === "offline") return;
      stop();
      show({ kind: "offline" });
      void report("offline");
    },
    device: obtain,
    networkLost() {
      if (wanted && reach.kind === "ready") trouble("reconnecting");
    },
    wake() {
      if (!wanted) return;
      if (device?.isRegistered()) void prove();
      else if (reach.kind === "unreachable" && !deps.isBusy()) void comeUp();
    },
    callEnded() {
      if (dropWhenFree) dropDevice();
      if (wanted && device && deps.now() - tokenAt >= renewAfterMs) void renew();
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
