// Two calls at once: what the person does with the one that rings, or waits, beside the one that they hear. Each has a
// line of its own to Twilio, so nothing of one can fail with the other. Loaded with the first second call.
import type { PhoneEvent } from "./events.ts";
import type { Line } from "./follow-voice.ts";
import type { Model, TrackedCall } from "./model.ts";
import type { Order, Parting, SendOnTarget } from "./phone-state.ts";
import { everybodyWaits } from "./talk.ts";
import type { VoiceCall } from "./voice.ts";

/** The SDK's call behind one of the phone's. */
export interface Voice {
  call: VoiceCall;
  line: Line;
  /** The other call is the one that the person hears: nothing of them is heard in this one. */
  waits: boolean;
}

interface SecondCallDeps {
  voices: Map<string, Voice>;
  /** Presses a key, of the call that the person hears unless another is named; whether it was carried out. */
  command: (order: Order, parting?: Parting, about?: TrackedCall) => Promise<boolean>;
  follow: (key: string, call: VoiceCall) => void;
  limitSetUp: (key: string, call: VoiceCall, isUp: () => boolean) => void;
  /** The line of that call has not come up. */
  lose: (key: string) => void;
  myAgentId: number;
  model: () => Model;
  dispatch: (event: PhoneEvent) => void;
  now: () => number;
}

export interface SecondCall {
  answer: () => Promise<void>;
  sendOn: (target: SendOnTarget) => Promise<void>;
  swap: () => Promise<void>;
}

export function openSecondCall(deps: SecondCallDeps): SecondCall {
  const { model, dispatch, now } = deps;

  /** Nobody is left without music while the person talks to somebody else. */
  async function holdFirst(): Promise<boolean> {
    const { call } = model();
    if (!call || !("talk" in call.view)) return false;
    return everybodyWaits(call.view.talk, deps.myAgentId) ||
      await deps.command({ command: "hold" });
  }

  async function answer(): Promise<void> {
    const { call, second } = model();
    if (!call || second?.view.phase !== "incoming" || second.closedAt !== null) return;
    const { key } = second;
    if (!await holdFirst()) return;
    const voice = deps.voices.get(key);
    const stillRings = model().second?.key === key && model().second?.closedAt === null;
    if (!voice || !stillRings) {
      // Nobody is there any more, so whoever was put on hold for them need not wait.
      if (model().call?.key === call.key) await deps.command({ command: "resume" });
      return;
    }
    dispatch({ type: "answering", key, at: now() });
    dispatch({ type: "to-front", key });
    try {
      const beside = await voice.call.acceptBeside();
      if (model().call?.key !== key) return beside.hangUp();
      deps.follow(key, beside);
      deps.limitSetUp(key, beside, () => model().call?.opened === true);
    } catch {
      deps.voices.delete(key);
      deps.lose(key);
    }
  }

  async function swap(): Promise<void> {
    const { second } = model();
    if (!second || !("talk" in second.view)) return;
    const { key } = second;
    if (!await holdFirst() || model().second?.key !== key) return;
    dispatch({ type: "to-front", key });
    await deps.command({ command: "resume" });
  }

  async function sendOn(target: SendOnTarget): Promise<void> {
    const { second } = model();
    if (second?.view.phase !== "incoming") return;
    const { key } = second;
    if (!await deps.command({ command: "send-on", target }, undefined, second)) return;
    deps.voices.delete(key);
    dispatch({ type: "declined", key });
  }

  let isBusy = false;
  /** One press at a time: the next one is meant for what has come of it. */
  const alone = (run: () => Promise<void>) => async () => {
    if (isBusy) return;
    isBusy = true;
    await run().finally(() => isBusy = false);
  };
  return {
    answer: alone(answer),
    swap: alone(swap),
    sendOn: (target) => alone(() => sendOn(target))(),
  };
}
