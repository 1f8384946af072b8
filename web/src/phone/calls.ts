// Makes and takes calls: turns what a person does and what the SDK tells into events of the phone.
import { later } from "../shared/later.ts";
import { problemOf, type Result } from "../shared/problem.ts";
import { shownAddress } from "../shared/withheld.ts";
import type { CallRows } from "./call-rows.ts";
import { isFinal } from "./ending.ts";
import type { PhoneEvent } from "./events.ts";
import { followVoice } from "./follow-voice.ts";
import type { Microphone, MicrophoneProblem } from "./microphone.ts";
import { callOf, isBusy, type Model, type TrackedCall } from "./model.ts";
import { createNextPress } from "./next-press.ts";
import type { CallActions, Meters, Order, Parting } from "./phone-state.ts";
import { canHaveSecond } from "./reduce.ts";
import type { PhoneServer } from "./server.ts";
import type { SecondCall, Voice } from "./second-call.ts";
import type { SupervisionCore } from "./supervision.ts";
import { type VoiceCall, type VoiceDevice, VoiceFailure } from "./voice.ts";
import { microphoneTrouble } from "./voice-codes.ts";

/** Few workspaces have a script that orders calls. */
const serverCall = later(() => import("./server-call.ts"));
/** Comes with the second call, which waits for it. */
const secondCall = later(() => import("./second-call.ts"));

/** The SDK lets a call be "connecting" for ever; nobody waits longer than this. */
const setUpLimitMs = 20_000;
/** The legs of the others are reported by Twilio a moment after the invitation. */
const countOthersAfterMs = 400;
/** For so long the server may take to end a conference. */
const serverEndsWithinMs = 1_000;
/** Twilio takes a declined call back within this time, unless our server did not know its leg yet. */
const takenBackWithinMs = 3_000;
/** How long the "ended" band stands. */
const endedForMs = 4_000;
/** How long at most the band waits for the outcome. */
const lateOutcomeMs = 12_000;

const microphoneCodes = {
  "blocked": "E-MICROPHONE-BLOCKED",
  "missing": "E-MICROPHONE-MISSING",
  "in-use": "E-MICROPHONE-IN-USE",
  "no-webrtc": "E-NO-WEBRTC",
} as const satisfies Record<MicrophoneProblem, string>;

export interface CallsDeps {
  server: Pick<PhoneServer, "outbound" | "command" | "readCall" | "countOthers" | "recordEvents">;
  rows: CallRows;
  supervision: SupervisionCore;
  device: () => Promise<Result<VoiceDevice>>;
  microphone: Pick<Microphone, "open" | "listenIn" | "drop">;
  lineName: (number: string) => string | null;
  myAgentId: number;
  model: () => Model;
  dispatch: (event: PhoneEvent) => void;
  onMeters: (meters: Meters) => void;
  now: () => number;
  /** A UUID: of an attempt to call, or of a press. */
  newKey: () => string;
  /** Runs later; answers how to call it off. */
  after: (ms: number, run: () => void) => () => void;
}

export interface Calls {
  actions: CallActions;
  /** An invitation of the SDK. */
  take: (voice: VoiceCall) => void;
  /** One that rang as the page was reloaded: it rings on if the database still says so. */
  takeAgain: (voice: VoiceCall) => void;
  /** The browser lost its network: the SDK notices many seconds later, and nobody is heard meanwhile. */
  networkLost: () => void;
  /** The network is back. What the SDK has noticed itself, it also ends. */
  networkBack: () => void;
  /** To be called after each change of the model. */
  changed: () => void;
}

export function openCalls(deps: CallsDeps): Calls {
  /** The SDK's calls behind the phone's, by the phone's keys: two, where one waits or rings beside the other. */
  const voices = new Map<string, Voice>();
  let beside: SecondCall | null = null;
  let cancelLimit = () => {};
  let cancelDismiss = () => {};
  let shownEnd: string | null = null;
  /** Ends the line of a call that the server is ending. */
  let leaving = () => {};

  const current = () => {
    const { call } = deps.model();
    return isBusy(call) ? call : null;
  };
  const next = createNextPress(
    () => deps.model().press,
    (order, parting) => void command(order, parting),
  );
  const isTaken = () => current() || deps.supervision.isOn();
  const stillOn = (key: string) => current()?.key === key;
  const isMuted = () => {
    const view = current()?.view;
    return view !== undefined && "talk" in view && view.talk.muted;
  };

  function follow(key: string, call: VoiceCall): void {
    const isHeard = () => current()?.key === key;
    const line = followVoice(call, {
      key,
      server: deps.server,
      callId: () => callOf(deps.model(), key)?.view.callId ?? null,
      dispatch(event) {
        // Whoever waits is muted by us: what the person chose for them stays.
        if (event.type !== "muted" || !voices.get(key)?.waits) deps.dispatch(event);
      },
      onMeters: (meters) => isHeard() && deps.onMeters(meters),
      listenIn: deps.microphone.listenIn,
      now: deps.now,
      after: deps.after,
      onClosed: () => {
        if (isHeard()) {
          cancelLimit();
          deps.onMeters({ you: 0, them: 0 });
        }
        if (voices.get(key)?.call === call) voices.delete(key);
        deps.rows.settle(key);
      },
    });
    voices.set(key, { call, line, waits: false });
  }

  function limitSetUp(key: string, call: VoiceCall, isUp: () => boolean): void {
    cancelLimit();
    cancelLimit = deps.after(setUpLimitMs, () => {
      if (!stillOn(key) || isUp()) return;
      lose(key);
      call.hangUp();
    });
  }

  /** Its line has not come up. */
  function lose(key: string): void {
    deps.dispatch({ type: "failed", key, code: "E-CONNECT-SLOW" });
    deps.dispatch({ type: "closed", key, cause: "transport", at: deps.now() });
    deps.rows.settle(key);
  }

  function refuse(key: string, problem: ReturnType<typeof problemOf>): void {
    deps.microphone.drop();
    deps.dispatch({ type: "refused", key, problem });
  }

  async function place(to: string, from: string): Promise<void> {
    if (isTaken()) return;
    leaving();
    const key = deps.newKey();
    const lineName = deps.lineName(from);
    deps.dispatch({
      type: "placed",
      key,
      me: deps.myAgentId,
      number: to,
      line: from,
      lineName,
      mode: "browser",
      at: deps.now(),
    });
    // The ticket's round trip, the microphone and the device all take a moment: the same one.
    const [ticket, microphone, device] = await Promise.all([
      deps.server.outbound(to, from),
      deps.microphone.open(),
      deps.device(),
    ]);
    if (!stillOn(key)) return deps.microphone.drop();
    if (!ticket.ok) return refuse(key, ticket.problem);
    if (microphone) return refuse(key, problemOf(microphoneCodes[microphone]));
    if (!device.ok) return refuse(key, device.problem);
    deps.dispatch({ type: "ticket", key, ticket: ticket.value.callId });
    try {
      const call = await device.value.connect(ticket.value.connect);
      if (!stillOn(key)) return call.hangUp();
      follow(key, call);
      if (isMuted()) call.mute(true);
      limitSetUp(key, call, () => current()?.view.phase !== "dialing");
    } catch (error) {
      refuse(key, problemOf(setUpProblem(error)));
    }
  }

  async function take(call: VoiceCall): Promise<void> {
    if (call.parameters.has("Supervise")) return deps.supervision.take(call);
    const ticket = call.parameters.get("Ticket");
    // Busy with dialing, say: the caller must not wait for somebody who looks away.
    if (isTaken() && (ticket !== undefined || !canHaveSecond(deps.model()))) return call.reject();
    if (ticket !== undefined) return await takeServerCall(call, ticket);
    if (isTaken()) void loadSecond();
    const key = deps.newKey();
    const callId = Number(call.parameters.get("CallId"));
    const known = Number.isSafeInteger(callId) && callId > 0 ? callId : null;
    const number = shownAddress(call.from);
    deps.dispatch({
      type: "invited",
      key,
      me: deps.myAgentId,
      callId: known,
      number,
      at: deps.now(),
    });
    follow(key, call);
    if (known === null) return;
    if (!deps.rows.replay(known)) void deps.rows.read();
    deps.after(countOthersAfterMs, () => void countOthers(key, known));
  }

  async function takeAgain(call: VoiceCall): Promise<void> {
    const row = await deps.server.readCall({ id: Number(call.parameters.get("CallId")) });
    if (row?.status === "ringing" && !isTaken()) await take(call);
  }

  async function countOthers(key: string, callId: number): Promise<void> {
    if (callOf(deps.model(), key) === null) return;
    deps.dispatch({ type: "others-ring", key, count: await deps.server.countOthers(callId) });
  }

  /** Our server rings this dialer to call out for the person: believed only with their own ticket. */
  async function takeServerCall(call: VoiceCall, ticket: string): Promise<void> {
    const code = await serverCall.load();
    const row = await code?.readServerCall(deps.server, ticket, deps.myAgentId, deps.now());
    if (!row || current()) return call.reject();
    const key = deps.newKey();
    deps.dispatch({
      type: "placed",
      key,
      me: deps.myAgentId,
      number: row.to_number,
      line: row.from_number,
      lineName: deps.lineName(row.from_number),
      mode: "server",
      at: deps.now(),
    });
    deps.dispatch({ type: "ticket", key, ticket });
    deps.rows.onRow(row);
    follow(key, call);
    call.accept();
  }

  /**
   * @param about the call that it is about, where that is not the one that the person hears
   * @returns whether it was carried out
   */
  async function command(
    order: Order,
    parting?: Parting,
    about: TrackedCall | null = deps.model().call,
  ): Promise<boolean> {
    const { call, press } = deps.model();
    const callId = about?.view.callId ?? null;
    if (!call || callId === null || press?.problem === null) return false;
    const { key } = call;
    const id = deps.newKey();
    deps.dispatch({ type: "pressed", key, id, order, parting: parting ?? null, at: deps.now() });
    const answer = await deps.server.command(callId, id, order);
    // Its broadcast may be lost, or late: until the row is here nothing has come of it.
    if (answer.ok) await deps.rows.read();
    const problem = answer.ok ? null : answer.problem;
    deps.dispatch({ type: "press-answered", key, id, problem, at: deps.now() });
    next.answered(answer.ok && stillOn(key));
    return answer.ok;
  }

  /** By our server, so that it rings on at the others: the SDK's own way takes it from all of this person's browsers. */
  async function decline({ key, view }: TrackedCall): Promise<void> {
    const open = voices.get(key)?.call;
    voices.delete(key);
    deps.dispatch({ type: "declined", key });
    const answer = view.callId === null
      ? null
      : await deps.server.command(view.callId, deps.newKey(), { command: "decline" });
    if (!answer?.ok) open?.reject();
    else deps.after(takenBackWithinMs, () => open?.reject());
  }

  /** Has something done with two calls: at once when its code is there, which came with the second one. */
  function withSecond(run: (second: SecondCall) => Promise<void>): void {
    if (beside) void run(beside);
    else void loadSecond().then((second) => second && run(second));
  }

  async function loadSecond(): Promise<SecondCall | null> {
    const code = await secondCall.load();
    beside ??= code?.openSecondCall({ ...deps, voices, command, follow, limitSetUp, lose }) ?? null;
    return beside;
  }

  /** Has the SDK's call do what the phone's says. */
  function keepInStep(key: string, voice: Voice): void {
    const call = callOf(deps.model(), key);
    if (!isBusy(call)) {
      // The row can end a call whose line is still open; an open line must not outlive its call.
      voices.delete(key);
      return voice.call.hangUp();
    }
    if (!("talk" in call.view)) return;
    const waits = deps.model().second?.key === key;
    if (waits === voice.waits) return;
    voice.waits = waits;
    voice.call.mute(waits || call.view.talk.muted);
  }

  /**
   * Lets the "ended" band go after a while. A call that was sent and still rings can be taken back for as long; one that
   * was never answered has its outcome told, even when that comes late.
   */
  function dismissLater(key: string, shownMs = endedForMs): void {
    cancelDismiss();
    cancelDismiss = deps.after(endedForMs, () => {
      const { call } = deps.model();
      if (call?.key !== key || call.view.phase !== "ended") return;
      const stays = call.view.givenTo?.state === "ringing" ||
        shownMs < lateOutcomeMs && isOutcomeOpen(call);
      if (!stays) return deps.dispatch({ type: "dismissed" });
      void deps.rows.read();
      dismissLater(key, shownMs + endedForMs);
    });
  }

  const actions: CallActions = {
    placeCall: (to, from) => void place(to, from),
    answer() {
      const call = current();
      const voice = call && voices.get(call.key)?.call;
      if (!voice || call.view.phase !== "incoming" || call.closedAt !== null) return;
      const { key } = call;
      // Before anything is drawn: the caller waits for it.
      voice.accept();
      deps.dispatch({ type: "answering", key, at: deps.now() });
      limitSetUp(key, voice, () => current()?.opened === true);
    },
    decline() {
      const call = current();
      if (call?.view.phase === "incoming") void decline(call);
    },
    answerSecond: () => withSecond((second) => second.answer()),
    declineSecond() {
      const { second } = deps.model();
      if (second?.view.phase === "incoming") void decline(second);
    },
    sendOn: (target) => withSecond((second) => second.sendOn(target)),
    swapCalls: () => withSecond((second) => second.swap()),
    hangUp() {
      const call = current();
      if (!call) return deps.supervision.stop();
      if (call.view.phase === "incoming") return;
      const { callId } = call.view;
      // Ours too, so that it ends also when the tab goes before the SDK has said so.
      const ended = callId === null
        ? null
        : deps.server.command(callId, deps.newKey(), { command: "end" });
      const open = voices.get(call.key)?.call;
      if (open) {
        // Alone in a conference the others would hear music: the server ends it for all, then for this person.
        if (ended && "talk" in call.view && call.view.talk.wiring !== "plain") {
          open.mute(true);
          leaving = open.hangUp;
          voices.delete(call.key);
          void ended.then(open.hangUp);
          deps.after(serverEndsWithinMs, open.hangUp);
        } else open.hangUp();
      }
      deps.dispatch({ type: "hung-up", key: call.key, at: deps.now() });
    },
    command: next.press,
    setMuted(muted) {
      const call = current();
      if (!call || call.view.phase === "incoming") return;
      // What the SDK did is what is shown; before it has the call, the wish is, until `follow`.
      const voice = voices.get(call.key)?.call;
      if (voice) voice.mute(muted);
      else deps.dispatch({ type: "muted", key: call.key, muted });
    },
    sendDigits(digits) {
      const call = current();
      const sendable = digits.replaceAll(/[^0-9*#]/g, "");
      const voice = call && voices.get(call.key)?.call;
      if (!voice || sendable === "") return;
      // Also before anybody answered: their line may ask for a key.
      if (!["ringing", "early-media", "in-call"].includes(call.view.phase)) return;
      voice.sendDigits(sendable);
      deps.dispatch({ type: "digits", key: call.key, digits: sendable });
    },
    supervise: (callId, manner) => void deps.supervision.supervise(callId, manner),
    dismiss: () => deps.dispatch({ type: "dismissed" }),
  };

  return {
    actions,
    take: (call) => void take(call),
    takeAgain: (call) => void takeAgain(call),
    networkLost: () => voices.forEach(({ line }) => line.networkLost()),
    networkBack: () => voices.forEach(({ line }) => line.networkBack()),
    changed() {
      const { call } = deps.model();
      for (const [key, voice] of voices) keepInStep(key, voice);
      if (call?.view.phase !== "ended") {
        shownEnd = null;
        return cancelDismiss();
      }
      const shown = `${call.key} ${call.view.givenTo?.state}`;
      if (shownEnd === shown) return;
      shownEnd = shown;
      dismissLater(call.key);
    },
  };
}

/** Whether the server still has to say what became of a call out that nobody answered. */
function isOutcomeOpen({ row, view }: TrackedCall): boolean {
  const isUnanswered = view.phase === "ended" && view.talkedSeconds === null;
  return isUnanswered && view.direction === "outbound" && row !== null && !isFinal(row.status);
}

function setUpProblem(error: unknown) {
  if (!(error instanceof VoiceFailure)) return "E-CALL-SETUP";
  if (error.code === "timeout") return "E-CONNECT-SLOW";
  const microphone = microphoneTrouble(error.code);
  if (microphone) return microphoneCodes[microphone];
  return "E-CALL-SETUP";
}
