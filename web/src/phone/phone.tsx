import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, untrack } from "solid-js";
import { followSeatCalls } from "../calls/call-topic.ts";
import { useSession } from "../shared/session.tsx";
import { serverClock } from "../shared/server-clock.ts";
import { later } from "../shared/later.ts";
import { afterStart, endStart } from "../shared/start-phase.ts";
import { onNetwork, onWake } from "../shared/wake.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import { loadSdk, openWithTwilio } from "./device.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { followKey } from "./key-topic.ts";
import { openMicrophone } from "./microphone.ts";
import { initialModel, viewOf } from "./model.ts";
import { maySound, onGesture } from "./gesture.ts";
import { type OneTabDeps, takePhone } from "./one-tab.ts";
import { type Phone, PhoneContext, type Sound } from "./phone-context.ts";
import { openPhone, type PhoneCore } from "./phone-core.ts";
import type { Meters, PhoneCall, PhoneState } from "./phone-state.ts";
import { makeRingtone } from "./ringtone.ts";
import { serverOf } from "./server.ts";
import { readSoundChoice, storeSoundChoice } from "./sound-choice.ts";
import { rememberOnline, wentOnline } from "./went-online.ts";

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** While the page is looked at. */
function every(ms: number, run: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") run();
  }, ms);
  return () => clearInterval(timer);
}

const tabs: OneTabDeps = {
  locks: navigator.locks,
  openChannel(name, onHeard) {
    const channel = new BroadcastChannel(name);
    channel.addEventListener("message", ({ data }) => onHeard(String(data)));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has only its own origin
    return { say: (words) => channel.postMessage(words), close: () => channel.close() };
  },
  every,
  after,
};

/** Of no use before there is a phone: it comes when that is up. */
const seatCall = later(() => import("./seat-call/attach-seat-call.ts"));

const silence: Meters = { you: 0, them: 0 };

/** The phone of the open seat. It lives outside of every page, so that no route can end a call. */
export function PhoneProvider(props: { children: JSX.Element }): JSX.Element {
  const workspace = useWorkspace();
  const session = useSession();
  const [own, setState] = createSignal<PhoneState>(viewOf(initialModel));
  const [attached, setAttached] = createSignal<Pick<Phone, "state" | "actions"> | null>(null);
  const state = () => attached()?.state() ?? own();
  const withName = (call: PhoneCall): PhoneCall => {
    const name = workspace.addressNames().get(call.number ?? "");
    return name ? { ...call, name } : call;
  };
  const named = createMemo((): PhoneState => {
    const { call, second } = state();
    return { ...state(), call: call && withName(call), second: second && withName(second) };
  });
  const [meters, setMeters] = createSignal(silence);
  const [clock, setClock] = createSignal(serverClock.now());
  const [choice, setChoice] = createSignal(readSoundChoice(localStorage));
  const [deviceNews, setDeviceNews] = createSignal("");
  const chosen = () => untrack(choice);
  const chosenIds = () => ({ microphone: chosen().microphone.id, speaker: chosen().speaker.id });
  const [core, setCore] = createSignal<PhoneCore | null>(null);
  const actions = () => attached()?.actions() ?? core()?.actions ?? null;

  // By id: a new name of the seat or the workspace must not end a call.
  const seatId = createMemo(() => workspace.seat()?.id ?? null);
  createEffect(on([seatId, workspace.client], ([, client]) => {
    setState(viewOf(initialModel));
    setMeters(silence);
    const seat = untrack(workspace.seat);
    if (!seat || !client) return;
    const server = serverOf(client, seat);
    const lineName = (number: string) => untrack(workspace.lines).get(number) ?? null;
    const microphone = openMicrophone(navigator, () => chosenIds().microphone);
    const opened = openPhone({
      myAgentId: seat.id,
      lineName,
      server,
      openDevice: openWithTwilio(microphone.take, chosenIds),
      loadSdk: loadSdkAhead,
      microphone,
      ringtone: makeRingtone("/sounds/ring.wav", () => chosen().ringers.map(({ id }) => id)),
      startHeartbeat,
      takePhone: (tab) => takePhone(tabs, seat.id, tab),
      maySound,
      onGesture,
      followCalls: (onRow, onJoin) =>
        followSeatCalls(client, seat, { onRow, onJoin, onFailure: (error) => console.warn(error) }),
      // Its code comes with the first press of a supervisor.
      loadSupervisors: async () => {
        const { supervisorsOf } = await import("../calls/supervisors.ts");
        return supervisorsOf(client, seat.workspaceId);
      },
      followKey: (onKey) => followKey(client, seat.id, onKey),
      onWake,
      onNetwork,
      now: serverClock.now,
      newKey: () => crypto.randomUUID(),
      after,
      log: (line) => console.info(line),
      onState: setState,
      onMeters: setMeters,
    });
    setCore(opened);
    createEffect(() => {
      const phone = { client, seat, server, lineName, own, actions: opened.actions, after };
      setAttached(seatCall.value()?.attachSeatCall(phone) ?? null);
    });
    if (seat.active && wentOnline(seat.id)) opened.prepare();
    const stopLeaving = session.beforeSignOut(opened.signOff);
    onCleanup(() => {
      stopLeaving();
      setAttached(null);
      setCore(null);
      opened.close();
    });
  }));

  const isActive = createMemo(() => workspace.seat()?.active ?? true);
  createEffect(on([seatId, isActive], ([, active]) => untrack(core)?.setSeatActive(active)));

  createEffect(() => {
    const chosen = workspace.chosenPresence();
    const phone = core();
    if (!chosen || !phone) return;
    const choice = { status: chosen.status, changedAt: Date.parse(chosen.changed_at) };
    untrack(() => phone.learnChoice(choice));
  });

  createEffect(() => {
    const { kind } = own().reach;
    if (kind !== "offline" && kind !== "going-online") endStart();
  });
  createEffect(() => {
    const id = seatId();
    if (id !== null && own().reach.kind === "ready") rememberOnline(id);
  });

  onCleanup(afterStart(() => void seatCall.load()));

  // One clock for everything that counts seconds.
  const timer = setInterval(() => setClock(serverClock.now()), 1_000);
  onCleanup(() => clearInterval(timer));
  // A state begins between two ticks; a clock behind it would count from minus one.
  createEffect(on(state, () => setClock(serverClock.now())));

  const sound: Sound = {
    choice,
    choose(chosen) {
      storeSoundChoice(localStorage, chosen);
      setChoice(chosen);
      core()?.followSound();
    },
    news: deviceNews,
    tell: setDeviceNews,
    nameMicrophone: (label) => core()?.nameMicrophone(label),
  };
  return (
    <PhoneContext.Provider value={{ state: named, actions, meters, clock, sound }}>
      {props.children}
    </PhoneContext.Provider>
  );
}

/** A chunk that does not come is asked for again when it is needed. */
function loadSdkAhead(): void {
  loadSdk().catch(() => undefined);
}
