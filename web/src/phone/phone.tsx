import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, untrack } from "solid-js";
import { followSeatCalls } from "../calls/call-topic.ts";
import { useSession } from "../shared/session.tsx";
import { endStart } from "../shared/start-phase.ts";
import { onNetworkBack, onNetworkLost, onWake } from "../shared/wake.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import { loadSdk, openWithTwilio } from "./device.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { makeKeyTone } from "./key-tone.ts";
import { followKey } from "./key-topic.ts";
import { openMicrophone } from "./microphone.ts";
import { initialModel, viewOf } from "./model.ts";
import { takePhone } from "./one-tab.ts";
import { PhoneContext, type Sound } from "./phone-context.ts";
import { openPhone, type PhoneCore } from "./phone-core.ts";
import type { Meters, PhoneState } from "./phone-state.ts";
import { makeRingtone } from "./ringtone.ts";
import { serverOf } from "./server.ts";
import { readSoundChoice, storeSoundChoice } from "./sound-choice.ts";
import { rememberOnline, wentOnline } from "./went-online.ts";

const silence: Meters = { you: 0, them: 0 };

/** The phone of the open seat. It lives outside of every page, so that no route can end a call. */
export function PhoneProvider(props: { children: JSX.Element }): JSX.Element {
  const workspace = useWorkspace();
  const session = useSession();
  const [state, setState] = createSignal<PhoneState>(viewOf(initialModel));
  const [meters, setMeters] = createSignal(silence);
  const [clock, setClock] = createSignal(Date.now());
  const [choice, setChoice] = createSignal(readSoundChoice(localStorage));
  const [deviceNews, setDeviceNews] = createSignal("");
  const chosen = () => untrack(choice);
  const chosenIds = () => ({ microphone: chosen().microphone.id, speaker: chosen().speaker.id });
  const [core, setCore] = createSignal<PhoneCore | null>(null);
  const actions = () => core()?.actions ?? null;

  // By id: a new name of the seat or the workspace must not end a call.
  const seatId = createMemo(() => workspace.seat()?.id ?? null);
  createEffect(on([seatId, workspace.client], ([, client]) => {
    setState(viewOf(initialModel));
    setMeters(silence);
    const seat = untrack(workspace.seat);
    if (!seat || !client) return;
    const microphone = openMicrophone(navigator, () => chosenIds().microphone);
    const opened = openPhone({
      myAgentId: seat.id,
      lineName: (number) => untrack(workspace.lines).get(number) ?? null,
      server: serverOf(client, seat),
      openDevice: openWithTwilio(microphone.take, chosenIds),
      loadSdk: loadSdkAhead,
      microphone,
      ringtone: makeRingtone("/sounds/ring.wav", () => chosen().ringers.map(({ id }) => id)),
      keyTone: makeKeyTone(
        () => new AudioContext(),
        () => chosen().silent.includes("keys") ? null : chosenIds().speaker,
      ),
      startHeartbeat,
      takePhone: (onLost) => takePhone(navigator.locks, seat.id, onLost),
      followCalls: (onRow, onJoin) =>
        followSeatCalls(client, seat, { onRow, onJoin, onFailure: (error) => console.warn(error) }),
      followKey: (onKey) => followKey(client, seat.id, onKey),
      onWake,
      onNetworkLost,
      onNetworkBack,
      now: Date.now,
      newKey: () => crypto.randomUUID(),
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      log: (line) => console.info(line),
      onState: setState,
      onMeters: setMeters,
    });
    setCore(opened);
    if (seat.active && wentOnline(seat.id)) opened.prepare();
    const stopLeaving = session.beforeSignOut(opened.signOff);
    onCleanup(() => {
      stopLeaving();
      setCore(null);
      opened.close();
    });
  }));

  const isActive = createMemo(() => workspace.seat()?.active ?? true);
  createEffect(on([seatId, isActive], ([, active]) => untrack(core)?.setSeatActive(active)));

  createEffect(() => {
    const { kind } = state().reach;
    if (kind !== "offline" && kind !== "going-online") endStart();
  });
  createEffect(() => {
    const id = seatId();
    if (id !== null && state().reach.kind === "ready") rememberOnline(id);
  });

  // One clock for everything that counts seconds.
  const timer = setInterval(() => setClock(Date.now()), 1_000);
  onCleanup(() => clearInterval(timer));
  // A state begins between two ticks; a clock behind it would count from minus one.
  createEffect(on(state, () => setClock(Date.now())));

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
    <PhoneContext.Provider value={{ state, actions, meters, clock, sound }}>
      {props.children}
    </PhoneContext.Provider>
  );
}

/** A chunk that does not come is asked for again when it is needed. */
function loadSdkAhead(): void {
  loadSdk().catch(() => undefined);
}
