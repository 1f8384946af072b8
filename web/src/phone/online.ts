// Keeps this phone reachable: registration, and the heartbeat that proves it. What it finds out goes
// to the screen as `reach`.
import type { PresenceStatus } from "../../../supabase/functions/_shared/contracts/presence.ts";
import type { Problem, Result } from "../shared/problem.ts";
import { keepDevice, type KeeperDeps } from "./device-keeper.ts";
import type { Microphone } from "./microphone.ts";
import type { Reach, ReachActions, UnreachableCause } from "./phone-state.ts";
import { type Choice, openSeatChoice } from "./seat-choice.ts";
import type { PhoneServer } from "./server.ts";
import { isTokenTrouble } from "./voice-codes.ts";
import { type VoiceCall, type VoiceDevice, VoiceFailure } from "./voice.ts";

/** Without a proof for this long the router does not ring us: say so. */
const staleAfterMs = 25_000;
/** "Reconnecting" becomes "You will not ring" after half a minute: at the beat nearest to it. */
const giveUpAfterMs = 25_000;

export interface OnlineDeps
  extends Pick<KeeperDeps, "openDevice" | "loadSdk" | "now" | "log" | "isBusy" | "onIncoming"> {
  server: Pick<PhoneServer, "token" | "reportToken" | "choosePresence" | "beat">;
  microphone: Pick<Microphone, "willAsk" | "check">;
  startHeartbeat: (onBeat: () => void) => () => void;
  /** Makes one tab of this browser the phone; answers how to let go. */
  takePhone: (tab: { onHeld: () => void; onElsewhere: () => void }) => () => void;
  /** Whether the browser lets the page ring though nobody has clicked on it. */
  maySound: () => Promise<boolean>;
  /** Runs with the next click or key; answers how to call it off. */
  onGesture: (run: () => void) => () => void;
  onReach: (reach: Reach) => void;
  onMicrophone: (label: string | null) => void;
}

export interface Online {
  /** Has fetched what going online needs, before anybody asks for it. */
  prepare: () => void;
  actions: ReachActions;
  /** Settles when the server knows, or can't be told. */
  goOffline: () => Promise<void>;
  /** What is chosen for the seat, by the server's word: this phone follows. */
  learnChoice: (choice: Choice) => void;
  /** The device, to call out with; made when there is none. */
  device: () => Promise<Result<VoiceDevice>>;
  /** Another API key signs the tokens from now on. */
  keyChanged: (keySid: string) => void;
  /** The call that rang here as the page was reloaded, once. */
  rungBefore: () => VoiceCall | null;
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

export function openOnline(deps: OnlineDeps): Online {
  let reach: Reach = { kind: "offline" };
  /** This tab is the phone, and is to be reached. */
  let isOn = false;
  /** Whether another tab is; `none` while nobody wants to know. */
  let tab: "none" | "asked" | "held" | "elsewhere" = "none";
  /** Somebody pressed for it: the next start may ask and sound. */
  let isByHand = false;
  /** The choice that was acted on last. */
  let followed: PresenceStatus = "offline";
  /** Counts attempts: what an earlier one finds out later is old news. */
  let attempt = 0;
  /** The attempt that is under way. */
  let underWay: number | null = null;
  let provedAt = 0;
  let failures = 0;
  let beatsToWait = 0;
  let stopHeartbeat = () => {};
  let stopWaiting = () => {};
  let letGo = () => {};

  const choice = openSeatChoice({ ...deps, onChange: follow });

  const keeper = keepDevice({
    ...deps,
    onRegistered: () => {
      if (isOn && underWay !== attempt) void prove();
    },
    onUnregistered: () => {
      if (isOn && isProved()) reconnecting(deps.now());
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

  function goingOnline(at = deps.now(), asksMicrophone = false): void {
    show({ kind: "going-online", since: at, asksMicrophone });
  }

  function unreachable(cause: UnreachableCause, at = deps.now()): void {
    show({ kind: "unreachable", cause, since: since(at) });
  }

  /** Tells the server what was chosen here and that this phone would ring, and takes its answer as the proof of both. */
  async function prove(): Promise<void> {
    const run = attempt;
    const told = await choice.tell();
    const answer = told.ok ? await deps.server.beat() : told;
    if (run !== attempt || !isOn) return;
    if (!answer.ok) return doubt(answer.problem);
    if (!keeper.isRegistered()) return;
    provedAt = deps.now();
    failures = 0;
    choice.learn(answer.value);
    // What the server says may be Offline.
    if (isOn) showProved();
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
    await register(() => run === attempt && isOn);
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
      if (!isOn) return;
      attempt++;
      keeper.drop();
      return giveUp("token-refused");
    }
    const renewed = await keeper.renew();
    if (!isOn) return;
    if (!renewed.ok) return fail(renewed.problem);
    if (!keeper.isRegistered() && underWay !== attempt) await comeUp();
  }

  function beat(): void {
    if (!isOn) return;
    keeper.renewInTime();
    if (isProved() && deps.now() - provedAt > staleAfterMs) reconnecting(provedAt);
    if (keeper.isRegistered()) return void prove();
    if (reach.kind === "reconnecting" && deps.now() - reach.since >= giveUpAfterMs) {
      unreachable("connection-lost");
      keeper.drop();
    }
    if (waitsForHelp() && --beatsToWait <= 0) void comeUp();
  }

  /** Ends everything that goes on by itself, but for the wish to be the one tab that rings. */
  function rest(): void {
    isOn = false;
    attempt++;
    stopHeartbeat();
    stopWaiting();
    stopHeartbeat = stopWaiting = () => {};
    keeper.drop();
  }

  function stop(): void {
    rest();
    letGo();
    letGo = () => {};
    tab = "none";
  }

  /** @param byHand pressed here: the browser lets the page ring, and the person sees what it asks */
  function begin(byHand: boolean): void {
    failures = 0;
    isByHand = byHand;
    if (tab !== "elsewhere") goingOnline();
    if (tab === "held") return void start();
    if (tab !== "none") return;
    tab = "asked";
    letGo = deps.takePhone({
      onHeld() {
        tab = "held";
        void start();
      },
      onElsewhere() {
        tab = "elsewhere";
        rest();
        showOtherTab();
      },
    });
  }

  async function start(): Promise<void> {
    const run = ++attempt;
    const at = deps.now();
    const byHand = isByHand;
    let isAnswered = false;
    isOn = true;
    isByHand = false;
    stopWaiting();
    keeper.keep();
    // Whatever comes of it, the microphone's answer is heard first.
    keeper.prepare();
    if (!byHand && await needsClick()) {
      if (run === attempt) waitForClick();
      return;
    }
    if (run !== attempt) return;
    goingOnline(at);
    const sayWhetherAsked = async () => {
      const asks = await deps.microphone.willAsk();
      if (asks && !isAnswered && run === attempt) goingOnline(at, true);
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
    goingOnline(at);
    stopHeartbeat();
    stopHeartbeat = deps.startHeartbeat(beat);
    await comeUp();
  }

  /** Nobody pressed anything here: it must neither ring without a sound nor ask out of the blue. */
  async function needsClick(): Promise<boolean> {
    return !await deps.maySound() || await deps.microphone.willAsk();
  }

  function waitForClick(): void {
    isOn = false;
    show({ kind: "needs-click" });
    stopWaiting = deps.onGesture(() => begin(true));
  }

  /** The person chose, here. Everything else comes of what the server says is chosen. */
  function choose(status: Exclude<PresenceStatus, "offline">): void {
    followed = status;
    void choice.choose(status);
    if (isProved() || reach.kind === "reconnecting") return;
    if (tab === "elsewhere") return showOtherTab();
    begin(true);
  }

  /** Does what is chosen, by whatever browser it was. */
  function follow(): void {
    const before = followed;
    followed = choice.wanted();
    if (followed === before) {
      if (isProved()) showProved();
    } else if (followed === "offline") {
      stop();
      show({ kind: "offline" });
    } else if (before === "offline") {
      begin(false);
    } else if (tab === "elsewhere") {
      showOtherTab();
    } else if (isProved()) {
      showProved();
    }
  }

  /** What was chosen meanwhile and is being told is shown when it is known. */
  function showProved(): void {
    if (choice.isTold()) show({ kind: choice.wanted() === "away" ? "away" : "ready" });
  }

  function showOtherTab(): void {
    show({ kind: "other-tab", status: followed === "away" ? "away" : "available" });
  }

  async function goOffline(): Promise<void> {
    if (choice.wanted() === "offline" && reach.kind === "offline") return;
    followed = "offline";
    stop();
    show({ kind: "offline" });
    await choice.choose("offline");
  }

  return {
    actions: {
      goOnline: () => choose("available"),
      goAway: () => choose("away"),
      goOffline: () => void goOffline(),
    },
    prepare: keeper.prepare,
    goOffline,
    learnChoice: choice.learn,
    async device() {
      const got = await keeper.obtain();
      keeper.reportKey();
      return got;
    },
    keyChanged: keeper.keyChanged,
    rungBefore: keeper.rungBefore,
    followSound: keeper.followSound,
    networkLost() {
      if (isOn && isProved()) reconnecting(deps.now());
    },
    wake() {
      if (!isOn) void choice.tell();
      else if (keeper.isRegistered()) void prove();
      else if (waitsForHelp()) void comeUp();
    },
    seatChanged(active) {
      if (!active) {
        attempt++;
        stopWaiting();
        keeper.drop();
        return giveUp("seat-inactive");
      }
      if (reach.kind !== "unreachable" || reach.cause !== "seat-inactive") return;
      if (isOn) {
        keeper.keep();
        return void comeUp();
      }
      stop();
      followed = "offline";
      show({ kind: "offline" });
      follow();
    },
    callEnded() {
      // Made for this call alone.
      if (!isOn) keeper.drop();
      keeper.freed();
    },
    close: stop,
  };
}

function causeOf(code: string): UnreachableCause {
  if (code === "E-SEAT") return "seat-inactive";
  if (code === "E-AUTH-SIGNIN") return "token-refused";
  return "connection-lost";
}
