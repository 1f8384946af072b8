// The call of the person's seat, whichever page has its sound: shown and commanded from every page of theirs, and offered
// again where that page is gone. What is shown comes of the call's row; only mute and keys go to the tab that sounds.
import type { Call } from "../../../../supabase/functions/_shared/contracts/call.ts";
import type { PhoneEvent } from "../events.ts";
import { initialModel, isBusy, type Model } from "../model.ts";
import { createNextPress } from "../next-press.ts";
import type { Order, Parting, PhoneActions, PhoneCall, PhoneState, Press } from "../phone-state.ts";
import { reduce } from "../reduce.ts";
import type { PhoneServer } from "../server.ts";
import { everybodyWaits } from "../talk.ts";
import { offerOf, partOf, trackedOf } from "./part.ts";
import { tooSlow } from "./words.ts";
import type { SoundChannel, SoundWord } from "./sound-channel.ts";

/** How long the "ended" band stands. */
const endedForMs = 4_000;
/** Whoever asked for a call back hears it ring within this time, or is told that it did not work. */
const takeBackWithinMs = 20_000;

export interface SeatCallDeps {
  seatId: number;
  server: Pick<PhoneServer, "command" | "readCall">;
  /** This page's own phone. */
  phone: PhoneActions;
  own: () => PhoneState;
  openSound: (onHeard: (word: SoundWord) => void) => SoundChannel;
  lineName: (number: string) => string | null;
  now: () => number;
  newKey: () => string;
  after: (ms: number, run: () => void) => () => void;
  /** Something else is to be shown. */
  onChange: () => void;
}

export interface SeatCall {
  /** What this page's phone shows, with the seat's call where the page's own phone has none. */
  shown: () => PhoneState;
  actions: PhoneActions;
  onRow: (row: Call) => void;
  /** To be called after each change of this page's own phone. */
  changed: () => void;
  close: () => void;
}

/** A call of the page's own phone from Place Call or Answer to its end. */
function soundingCall({ call }: PhoneState) {
  return call && "talk" in call && call.callId !== null ? { ...call, callId: call.callId } : null;
}

export function openSeatCall(deps: SeatCallDeps): SeatCall {
  /** The seat's call of which this page has no sound. */
  let model: Model = initialModel;
  let soundIn: "tab" | "browser" = "browser";
  let offer: Call | null = null;
  /** What was pressed at the offer. */
  let press: Press | null = null;
  /** The call that this person takes back here: it is answered as soon as it rings. */
  let takenBack: { callId: number; isSent: boolean } | null = null;
  let saidOfSound = "";
  const versions = new Map<number, number>();
  /** The calls that the person is in now, wherever they sound: two at most. */
  const inIt = new Map<number, Call>();
  /** The calls that this page has, or had, the sound of: their rows may come later than their end here. */
  const sounded = new Set<number>();

  const channel = deps.openSound(hear);
  const next = createNextPress(() => model.press, (order, parting) => void command(order, parting));
  const idHere = () => model.call?.view.callId ?? null;
  const lineNameOf = (row: Call) =>
    deps.lineName(row.direction === "inbound" ? row.to_number : row.from_number);

  function dispatch(event: PhoneEvent): void {
    const before = model;
    model = reduce(model, event);
    if (isBusy(before.call) && !isBusy(model.call)) {
      deps.after(endedForMs, () => {
        if (isBusy(model.call)) return;
        model = initialModel;
        for (const row of inIt.values()) follow(row);
        deps.onChange();
      });
    }
  }

  function onRow(row: Call): void {
    if (row.version <= (versions.get(row.id) ?? 0)) return;
    versions.set(row.id, row.version);
    const part = partOf(row, deps.seatId);
    if (part === "in") inIt.set(row.id, row);
    else inIt.delete(row.id);
    if (part === "offered") {
      sounded.delete(row.id);
      soundIn = "browser";
      if (idHere() === row.id) model = initialModel;
      offer = row;
    } else if (offer?.id === row.id) {
      offer = null;
      press = null;
      if (part === null && takenBack?.callId === row.id) takenBack = null;
    }
    if (part === "in") follow(row);
    else if (part === null && idHere() === row.id) goneOn(row);
    deps.onChange();
  }

  function follow(row: Call): void {
    if (sounded.has(row.id) || takenBack?.callId === row.id) return;
    const lineName = lineNameOf(row);
    if (idHere() === row.id && isBusy(model.call)) {
      return dispatch({ type: "row", row, lineName, at: deps.now() });
    }
    const { call } = model;
    const waits = everybodyWaits({ legs: row.open_legs }, deps.seatId);
    // Of two calls the one in which somebody hears this person.
    if (isBusy(call) && inIt.has(idHere() ?? 0) && waits) return;
    soundIn = "browser";
    model = { ...initialModel, call: trackedOf(row, deps.seatId, lineName) };
    channel.say({ say: "ask", callId: row.id });
  }

  /** The call is over, or this person is out of it. */
  function goneOn(row: Call): void {
    const { call } = model;
    if (!call) return;
    const at = deps.now();
    if (row.ended_at === null) dispatch({ type: "closed", key: call.key, cause: "disconnect", at });
    dispatch({ type: "row", row, lineName: call.view.lineName, at });
  }

  function hear(word: SoundWord): void {
    const sounding = soundingCall(deps.own());
    const isHere = sounding?.callId === word.callId;
    switch (word.say) {
      case "ask":
        saidOfSound = "";
        return sayWhereSoundIs();
      case "here": {
        const { call } = model;
        if (idHere() !== word.callId || !call || !("talk" in call.view)) return;
        soundIn = "tab";
        const { muted, digits, quality } = word;
        const talk = { ...call.view.talk, muted, digits, quality };
        model = { ...model, call: { ...call, view: { ...call.view, talk } } };
        return deps.onChange();
      }
      case "mute":
        return isHere ? deps.phone.setMuted(word.muted) : undefined;
      case "digits":
        return isHere ? deps.phone.sendDigits(word.digits) : undefined;
      case "take-back":
        return deps.own().reach.kind === "other-tab" ? undefined : takeBack(word.callId);
      default:
        return word satisfies never;
    }
  }

  function sayWhereSoundIs(): void {
    const call = soundingCall(deps.own());
    if (!call) return;
    const { muted, digits, quality } = call.talk;
    const word = { say: "here", callId: call.callId, muted, digits, quality } as const;
    const text = JSON.stringify(word);
    if (text === saidOfSound) return;
    saidOfSound = text;
    channel.say(word);
  }

  function changed(): void {
    const own = deps.own();
    const { call } = own;
    const sounding = soundingCall(own);
    if (sounding) {
      sounded.add(sounding.callId);
      if (idHere() === sounding.callId) model = initialModel;
      if (takenBack?.callId === sounding.callId) takenBack = null;
      sayWhereSoundIs();
    }
    if (takenBack !== null) {
      // The SDK's call stands behind it in a moment.
      if (call?.phase === "incoming" && call.callId === takenBack.callId) {
        queueMicrotask(() => deps.phone.answer());
      }
      if (!takenBack.isSent && isReachable(own)) void send(takenBack.callId);
      else if (!takenBack.isSent && isOff(own)) {
        // It could not go online, and says why.
        takenBack = null;
        press = null;
      }
    }
    deps.onChange();
  }

  async function send(callId: number): Promise<void> {
    takenBack = { callId, isSent: true };
    await ask(callId, { command: "take-back" });
    if (press?.problem && takenBack?.callId === callId) takenBack = null;
    deps.onChange();
  }

  /** Asks the server for what was pressed at the offer. */
  async function ask(callId: number, order: Order): Promise<void> {
    const id = press?.id ?? deps.newKey();
    press = { id, order, at: press?.at ?? deps.now(), problem: null };
    deps.onChange();
    const answer = await deps.server.command(callId, id, order);
    await read(callId);
    if (press?.id === id && !answer.ok) {
      press = { id, order, at: deps.now(), problem: answer.problem };
    } else if (press?.id === id && order.command === "let-go") press = null;
    deps.onChange();
  }

  async function read(callId: number): Promise<void> {
    const row = await deps.server.readCall({ id: callId });
    if (row) onRow(row);
  }

  function takeBack(callId: number): void {
    if (takenBack !== null || press?.problem === null) return;
    const order: Order = { command: "take-back" };
    press = { id: deps.newKey(), order, at: deps.now(), problem: null };
    const own = deps.own();
    if (own.reach.kind === "other-tab") channel.say({ say: "take-back", callId });
    else {
      takenBack = { callId, isSent: false };
      if (isOff(own)) deps.phone.goOnline();
      if (isReachable(own)) void send(callId);
    }
    const { id } = press;
    deps.after(takeBackWithinMs, () => {
      if (takenBack?.callId === callId) takenBack = null;
      if (press?.id !== id || press.problem !== null) return;
      press = { id, order, at: deps.now(), problem: tooSlow };
      deps.onChange();
    });
    deps.onChange();
  }

  /** A press of a key of the call that sounds elsewhere. */
  async function command(order: Order, parting?: Parting): Promise<void> {
    const { call } = model;
    const callId = idHere();
    if (!call || callId === null) return;
    const { key } = call;
    const id = deps.newKey();
    dispatch({ type: "pressed", key, id, order, parting: parting ?? null, at: deps.now() });
    deps.onChange();
    const answer = await deps.server.command(callId, id, order);
    if (answer.ok) await read(callId);
    const problem = answer.ok ? null : answer.problem;
    dispatch({ type: "press-answered", key, id, problem, at: deps.now() });
    next.answered(answer.ok && idHere() === callId && isBusy(model.call));
    deps.onChange();
  }

  /** The other one of two calls that sound elsewhere. */
  function otherRow(): Call | null {
    return [...inIt.values()].find(({ id }) => id !== idHere() && !sounded.has(id)) ?? null;
  }

  function secondOf(row: Call): PhoneCall {
    const { view } = trackedOf(row, deps.seatId, lineNameOf(row));
    return { ...view, elsewhere: soundIn };
  }

  /** The one is put on hold before the other is heard. */
  async function swap(): Promise<void> {
    const { call, press: pending } = model;
    const other = otherRow();
    if (!call || !("talk" in call.view) || !other || pending?.problem === null) return;
    if (!everybodyWaits(call.view.talk, deps.seatId)) await command({ command: "hold" });
    if (model.press?.problem) return;
    await deps.server.command(other.id, deps.newKey(), { command: "resume" });
    await read(other.id);
  }

  /** Which call is shown in place of the own phone's: that one goes first as long as it is there. */
  function inPlace(own: PhoneState): "offer" | "call" | null {
    const rings = own.call?.phase === "incoming";
    const isTaken = rings && takenBack !== null && own.call?.callId === takenBack.callId;
    if (own.call && own.call.phase !== "ended" && !isTaken) return null;
    if (offer) return "offer";
    return model.call ? "call" : null;
  }

  function shown(): PhoneState {
    const own = deps.own();
    const place = inPlace(own);
    if (place === "offer" && offer) {
      return { ...own, call: offerOf(offer, lineNameOf(offer)), press };
    }
    if (place === "call" && model.call) {
      const call: PhoneCall = { ...model.call.view, elsewhere: soundIn };
      const other = otherRow();
      return { ...own, call, second: other && secondOf(other), press: model.press };
    }
    return own;
  }

  const at = () => inPlace(deps.own());
  const { phone } = deps;
  const actions: PhoneActions = {
    ...phone,
    answer() {
      if (at() === "offer" && offer) takeBack(offer.id);
      else phone.answer();
    },
    decline() {
      if (at() !== "offer" || !offer) return phone.decline();
      if (press?.problem === null) return;
      press = null;
      void ask(offer.id, { command: "let-go" });
    },
    hangUp() {
      // Whatever else is on its way: nobody is kept in a call.
      if (at() === "call") void command({ command: "end" });
      else phone.hangUp();
    },
    swapCalls() {
      if (at() === "call") void swap();
      else phone.swapCalls();
    },
    command(order, parting) {
      if (at() !== "call") phone.command(order, parting);
      else next.press(order, parting);
    },
    setMuted(muted) {
      const callId = idHere();
      if (at() !== "call" || callId === null) phone.setMuted(muted);
      else if (soundIn === "tab") channel.say({ say: "mute", callId, muted });
    },
    sendDigits(digits) {
      const callId = idHere();
      if (at() !== "call" || callId === null) phone.sendDigits(digits);
      else if (soundIn === "tab") channel.say({ say: "digits", callId, digits });
    },
    dismiss() {
      if (!isBusy(model.call)) model = initialModel;
      phone.dismiss();
      deps.onChange();
    },
  };
  return { shown, actions, onRow, changed, close: channel.close };
}

/** Whether an invitation would reach this page. */
function isReachable({ reach: { kind } }: PhoneState): boolean {
  return kind === "ready" || kind === "away";
}

/** Whether it stays so until somebody presses for it. */
function isOff({ reach: { kind } }: PhoneState): boolean {
  return kind === "offline" || kind === "microphone" || kind === "unreachable" ||
    kind === "not-configured";
}
