// Makes and takes calls: turns what a person does and what the SDK tells into events of the phone.
import { problemOf, type Result } from "../shared/problem.ts";
import { shownAddress } from "../shared/withheld.ts";
import type { CallRows } from "./call-rows.ts";
import type { PhoneEvent } from "./events.ts";
import { followVoice, type Line } from "./follow-voice.ts";
import type { Microphone, MicrophoneProblem } from "./microphone.ts";
import { isBusy, type Model } from "./model.ts";
import type { CallActions, Meters, Order, Parting } from "./phone-state.ts";
import type { PhoneServer } from "./server.ts";
import { readServerCall } from "./server-call.ts";
import { type VoiceCall, type VoiceDevice, VoiceFailure } from "./voice.ts";
import { microphoneTrouble } from "./voice-codes.ts";

/** The SDK lets a call be "connecting" for ever; nobody waits longer than this. */
const setUpLimitMs = 20_000;
/** The legs of the others are reported by Twilio a moment after the invitation. */
const countOthersAfterMs = 400;
/** How long the "ended" band stands. */
const endedForMs = 4_000;

const microphoneCodes = {
  "blocked": "E-MICROPHONE-BLOCKED",
  "missing": "E-MICROPHONE-MISSING",
  "in-use": "E-MICROPHONE-IN-USE",
  "no-webrtc": "E-NO-WEBRTC",
} as const satisfies Record<MicrophoneProblem, string>;

export interface CallsDeps {
  server: Pick<PhoneServer, "outbound" | "command" | "readCall" | "countOthers" | "recordEvents">;
  rows: CallRows;
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
  /** The browser lost its network: the SDK notices many seconds later, and nobody is heard meanwhile. */
  networkLost: () => void;
  /** The network is back. What the SDK has noticed itself, it also ends. */
  networkBack: () => void;
  /** To be called after each change of the model. */
  changed: () => void;
}

export function openCalls(deps: CallsDeps): Calls {
  /** The SDK's call behind the phone's, by the phone's key. */
  let voice: { key: string; call: VoiceCall; line: Line } | null = null;
  let cancelLimit = () => {};
  let cancelDismiss = () => {};
  let shownEnd: string | null = null;

  const current = () => {
    const { call } = deps.model();
    return isBusy(call) ? call : null;
  };
  const stillOn = (key: string) => current()?.key === key;
  const isMuted = () => {
    const view = current()?.view;
    return view !== undefined && "talk" in view && view.talk.muted;
  };

  function follow(key: string, call: VoiceCall): void {
    const line = followVoice(call, {
      key,
      server: deps.server,
      callId: () => deps.model().call?.key === key ? deps.model().call?.view.callId ?? null : null,
      dispatch: deps.dispatch,
      onMeters: deps.onMeters,
      listenIn: deps.microphone.listenIn,
      now: deps.now,
      after: deps.after,
      onClosed: () => {
        cancelLimit();
        if (voice?.key === key) voice = null;
        deps.onMeters({ you: 0, them: 0 });
        deps.rows.settle(key);
      },
    });
    voice = { key, call, line };
  }

  function limitSetUp(key: string, call: VoiceCall, isUp: () => boolean): void {
    cancelLimit();
    cancelLimit = deps.after(setUpLimitMs, () => {
      if (!stillOn(key) || isUp()) return;
      deps.dispatch({ type: "failed", key, code: "E-CONNECT-SLOW" });
      deps.dispatch({ type: "closed", key, cause: "transport", at: deps.now() });
      call.hangUp();
      deps.rows.settle(key);
    });
  }

  function refuse(key: string, problem: ReturnType<typeof problemOf>): void {
    deps.microphone.drop();
    deps.dispatch({ type: "refused", key, problem });
  }

  async function place(to: string, from: string): Promise<void> {
    if (current()) return;
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
    // Busy with dialing: the caller must not wait for somebody who looks away.
    if (current()) return call.reject();
    const ticket = call.parameters.get("Ticket");
    if (ticket !== undefined) return await takeServerCall(call, ticket);
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

  async function countOthers(key: string, callId: number): Promise<void> {
    if (!stillOn(key)) return;
    deps.dispatch({ type: "others-ring", key, count: await deps.server.countOthers(callId) });
  }

  /** Our server rings this dialer to call out for the person: believed only with their own ticket. */
  async function takeServerCall(call: VoiceCall, ticket: string): Promise<void> {
    const row = await readServerCall(deps.server, ticket, deps.myAgentId, deps.now());
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

  async function command(order: Order, parting?: Parting): Promise<void> {
    const { call, press } = deps.model();
    const callId = call?.view.callId ?? null;
    if (!call || callId === null || press?.problem === null) return;
    const { key } = call;
    const id = deps.newKey();
    deps.dispatch({ type: "pressed", key, id, order, parting: parting ?? null, at: deps.now() });
    const answer = await deps.server.command(callId, id, order);
    // Its broadcast may be lost, or late: until the row is here nothing has come of it.
    if (answer.ok) await deps.rows.read();
    const problem = answer.ok ? null : answer.problem;
    deps.dispatch({ type: "press-answered", key, id, problem, at: deps.now() });
  }

  /** Lets the "ended" band go after a while. A call that was sent and still rings can be taken back for as long. */
  function dismissLater(key: string): void {
    cancelDismiss();
    cancelDismiss = deps.after(endedForMs, () => {
      const { call } = deps.model();
      if (call?.key !== key || call.view.phase !== "ended") return;
      if (call.view.givenTo?.state !== "ringing") return deps.dispatch({ type: "dismissed" });
      void deps.rows.read();
      dismissLater(key);
    });
  }

  const actions: CallActions = {
    placeCall: (to, from) => void place(to, from),
    answer() {
      const call = current();
      if (!call || voice?.key !== call.key || call.view.phase !== "incoming") return;
      if (call.closedAt !== null) return;
      const { key } = call;
      // Before anything is drawn: the caller waits for it.
      voice.call.accept();
      deps.dispatch({ type: "answering", key, at: deps.now() });
      limitSetUp(key, voice.call, () => current()?.opened === true);
    },
    decline() {
      const call = current();
      if (!call || call.view.phase !== "incoming") return;
      deps.dispatch({ type: "declined", key: call.key });
      if (voice?.key === call.key) voice.call.reject();
      voice = null;
    },
    hangUp() {
      const call = current();
      if (!call || call.view.phase === "incoming") return;
      deps.dispatch({ type: "hung-up", key: call.key, at: deps.now() });
      if (voice?.key === call.key) voice.call.hangUp();
      const { callId } = call.view;
      // Ours too, so that it ends also when the tab goes before the SDK has said so.
      if (callId !== null) void deps.server.command(callId, deps.newKey(), { command: "end" });
    },
    command: (order, parting) => void command(order, parting),
    setMuted(muted) {
      const call = current();
      if (!call || call.view.phase === "incoming") return;
      // What the SDK did is what is shown; before it has the call, the wish is, until `follow`.
      if (voice?.key === call.key) voice.call.mute(muted);
      else deps.dispatch({ type: "muted", key: call.key, muted });
    },
    sendDigits(digits) {
      const call = current();
      const sendable = digits.replaceAll(/[^0-9*#]/g, "");
      if (!call || !voice || sendable === "") return;
      // Also before anybody answered: their line may ask for a key.
      if (!["ringing", "early-media", "in-call"].includes(call.view.phase)) return;
      voice.call.sendDigits(sendable);
      deps.dispatch({ type: "digits", key: call.key, digits: sendable });
    },
    dismiss: () => deps.dispatch({ type: "dismissed" }),
  };

  return {
    actions,
    take: (call) => void take(call),
    networkLost: () => voice?.line.networkLost(),
    networkBack: () => voice?.line.networkBack(),
    changed() {
      const { call } = deps.model();
      if (call?.view.phase !== "ended") {
        shownEnd = null;
        return cancelDismiss();
      }
      // The row can end a call whose line is still open; an open line must not outlive its call.
      if (voice?.key === call.key) {
        const open = voice.call;
        voice = null;
        open.hangUp();
      }
      const shown = `${call.key} ${call.view.givenTo?.state}`;
      if (shownEnd === shown) return;
      shownEnd = shown;
      dismissLater(call.key);
    },
  };
}

function setUpProblem(error: unknown) {
  if (!(error instanceof VoiceFailure)) return "E-CALL-SETUP";
  if (error.code === "timeout") return "E-CONNECT-SLOW";
  const microphone = microphoneTrouble(error.code);
  if (microphone) return microphoneCodes[microphone];
  return "E-CALL-SETUP";
}
