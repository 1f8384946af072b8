import { createSignal, type JSX } from "solid-js";
import type { Phone, Sound } from "../../../web/src/phone/phone-context.ts";
import type { PhoneActions, PhoneState } from "../../../web/src/phone/phone-state.ts";
import { readSoundChoice } from "../../../web/src/phone/sound-choice.ts";
import { fixedNow } from "./fixed-time.ts";
import { isStateName, states } from "./states.ts";

declare global {
  interface Window {
    gallery: {
      /** Shows another state without a reload, as the phone's core would. */
      show(name: string): void;
      /** The actions that the screen asked for, in order. */
      asked: string[];
      meters(you: number, them: number): void;
      /** Moves the phone's clock on. */
      pass(seconds: number): void;
    };
  }
}

const first = new URLSearchParams(location.search).get("state") ?? "ready";
const [state, setState] = createSignal<PhoneState>(states[isStateName(first) ? first : "ready"]);
const [meters, setMeters] = createSignal({ you: .64, them: .36 });
const [clock, setClock] = createSignal(fixedNow);
const asked: string[] = [];

const text = (detail: unknown) =>
  typeof detail === "string" ? detail : JSON.stringify(detail) ?? "";
const note = (name: string) => (...details: unknown[]) => {
  const given = details.filter((detail) => detail !== undefined);
  asked.push([name, ...given.map(text)].join(" "));
};
/** Notes whatever is asked of it. */
const actions = new Proxy({} as PhoneActions, { get: (_, name) => note(String(name)) });

window.gallery = {
  show: (name) => void (isStateName(name) && setState(states[name])),
  asked,
  meters: (you, them) => void setMeters({ you, them }),
  pass: (seconds) => void setClock((now) => now + seconds * 1000),
};

const [choice, choose] = createSignal(readSoundChoice(localStorage));
const sound: Sound = {
  choice,
  choose,
  news: () => "",
  // The machine's own devices are no part of a picture.
  tell: () => {},
  nameMicrophone: () => {},
};

export function usePhone(): Phone {
  return { state, actions: () => actions, meters, clock, sound };
}

export function PhoneProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}
