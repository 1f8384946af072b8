import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { openCallRows } from "./call-rows.ts";
import { openCalls } from "./calls.ts";
import type { PhoneEvent } from "./events.ts";
import type { Microphone } from "./microphone.ts";
import { initialModel, isBusy, type Model, viewOf } from "./model.ts";
import { type OnlineDeps, openOnline } from "./online.ts";
import type { Meters, PhoneActions, PhoneState } from "./phone-state.ts";
import { reduce } from "./reduce.ts";
import type { Ringtone } from "./ringtone.ts";
import type { FollowSupervisors } from "../calls/supervisors.ts";
import { openSupervisionDoor } from "./supervision-door.ts";
import type { Choice } from "./seat-choice.ts";
import type { PhoneServer } from "./server.ts";
import type { OpenDevice } from "./voice.ts";

/** Everything outside of the phone. */
export interface PhoneDeps {
  myAgentId: number;
  lineName: (number: string) => string | null;
  server: PhoneServer;
  openDevice: OpenDevice;
  loadSdk: () => void;
  microphone: Microphone;
  ringtone: Ringtone;
  startHeartbeat: (onBeat: () => void) => () => void;
  takePhone: OnlineDeps["takePhone"];
  maySound: OnlineDeps["maySound"];
  onGesture: OnlineDeps["onGesture"];
  /** Follows the rows of this agent's calls; `onJoin` when some may have been missed. */
  followCalls: (onRow: (row: Call) => void, onJoin: () => void) => () => void;
  /** Who supervises which call: only supervisors and admins are told. */
  loadSupervisors: () => Promise<FollowSupervisors>;
  /** Told which API key signs the tokens, whenever that changes. */
  followKey: (onKey: (keySid: string) => void) => () => void;
  onWake: (run: () => void) => () => void;
  onNetwork: (told: { lost: () => void; back: () => void }) => () => void;
  now: () => number;
  newKey: () => string;
  after: (ms: number, run: () => void) => () => void;
  log: (line: string) => void;
  /** Told each change of what the screen shows. */
  onState: (state: PhoneState) => void;
  onMeters: (meters: Meters) => void;
}

export interface PhoneCore {
  actions: PhoneActions;
  /** Has fetched what going online needs, before the person asks for it. */
  prepare: () => void;
  /** The person leaves: ends the call, and settles when the server knows that nobody is here. */
  signOff: () => Promise<void>;
  /**
   * The seat was switched off, or on again. Off: this phone lets go at once, though a running call
   * may be finished.
   */
  setSeatActive: (active: boolean) => void;
  /** What is chosen for the seat, by the server's word. */
  learnChoice: (choice: Choice) => void;
  /** The person chose another microphone or speaker. */
  followSound: () => void;
  /** The name of the microphone that is used from now on. */
  nameMicrophone: (label: string | null) => void;
  /** Ends everything that goes on by itself. */
  close: () => void;
}

/** One seat's phone, without a framework and without a browser. */
export function openPhone(deps: PhoneDeps): PhoneCore {
  let model: Model = initialModel;
  let closed = false;

  function dispatch(event: PhoneEvent): void {
    const before = model;
    model = reduce(model, event);
    if (model === before || closed) return;
    const rings = model.call?.view.phase === "incoming" && model.call.closedAt === null;
    if (rings) deps.ringtone.start();
    else deps.ringtone.stop();
    calls.changed();
    if (isBusy(before.call) && !isBusy(model.call)) {
      online.callEnded();
      follow();
    }
    deps.onState(viewOf(model));
  }

  const online = openOnline({
    ...deps,
    isBusy: () => isBusy(model.call),
    onReach(reach) {
      dispatch({ type: "reach", reach });
      if (reach.kind === "ready") ringAgain();
    },
    onMicrophone: (label) => dispatch({ type: "microphone", label }),
    onIncoming: (call) => calls.take(call),
  });
  const supervision = openSupervisionDoor({
    ...deps,
    isBusy: () => isBusy(model.call),
    onChange: (changed) => dispatch({ type: "supervision", supervision: changed }),
  });
  const rows = openCallRows({ ...deps, model: () => model, dispatch });
  const calls = openCalls({
    ...deps,
    rows,
    supervision,
    device: online.device,
    model: () => model,
    dispatch,
  });
  let seatIsOn = true;
  let stopFollowing: (() => void) | null = null;
  follow();
  const stopWake = deps.onWake(() => {
    online.wake();
    void rows.read();
  });
  const stopNetwork = deps.onNetwork({
    lost() {
      online.networkLost();
      calls.networkLost();
    },
    back: calls.networkBack,
  });

  /** What rang as the page was reloaded rings on. */
  function ringAgain(): void {
    const rang = online.rungBefore();
    if (rang) calls.takeAgain(rang);
  }

  /** A seat that is off hears of nothing but the call that it still has. */
  function follow(): void {
    if (seatIsOn || isBusy(model.call)) {
      stopFollowing ??= followTopic();
      return;
    }
    stopFollowing?.();
    stopFollowing = null;
  }

  function followTopic(): () => void {
    const stopRows = deps.followCalls(rows.onRow, () => void rows.read());
    const stopKey = deps.followKey(online.keyChanged);
    return () => {
      stopRows();
      stopKey();
    };
  }

  function refuseRings(): void {
    calls.actions.declineSecond();
    calls.actions.decline();
  }

  function letGo(): void {
    refuseRings();
    calls.actions.hangUp();
    // The one that waited beside it.
    calls.actions.hangUp();
  }

  return {
    prepare: online.prepare,
    actions: { ...online.actions, ...calls.actions },
    async signOff() {
      letGo();
      await online.goOffline();
    },
    setSeatActive(active) {
      if (active === seatIsOn) return;
      seatIsOn = active;
      if (!active) {
        refuseRings();
        supervision.stop();
      }
      online.seatChanged(active);
      follow();
    },
    learnChoice: online.learnChoice,
    followSound: online.followSound,
    nameMicrophone: (label) => dispatch({ type: "microphone", label }),
    close() {
      letGo();
      closed = true;
      deps.ringtone.stop();
      stopFollowing?.();
      stopWake();
      stopNetwork();
      online.close();
    },
  };
}
