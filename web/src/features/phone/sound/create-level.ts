import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { MicrophoneMeter } from "../../../phone/microphone-meter.ts";
import { type MicrophoneProblem, openMicrophone } from "../../../phone/microphone.ts";
import { levelWindowMs, type LevelWord, levelWordOf } from "./level-word.ts";

const lookEveryMs = 100;

/** `ask`: the browser would ask the person, and nobody pressed for that yet. */
export type LevelTrouble = MicrophoneProblem | "ask";

/**
 * Hears a microphone for as long as it is looked at, beside a call or without one.
 * @param id which one; another is opened when it changes, or when `anew` does
 * @param anew whatever tells that devices came or went
 * @param onOpen the browser gave it: names of devices are known from now on
 */
export function createLevel(
  id: Accessor<string>,
  anew: Accessor<unknown>,
  onOpen: () => void,
) {
  const [level, setLevel] = createSignal(0);
  const [word, setWord] = createSignal<LevelWord>("silent");
  const [trouble, setTrouble] = createSignal<LevelTrouble | null>(null);
  const [asked, setAsked] = createSignal(0);
  const microphone = openMicrophone(navigator, id);
  let run = 0;
  let close = () => {};

  async function open(mayAsk: boolean): Promise<void> {
    const mine = ++run;
    close();
    close = () => {};
    if (!mayAsk && await microphone.willAsk()) {
      if (mine === run) setTrouble("ask");
      return;
    }
    const problem = await microphone.open();
    if (mine !== run) return;
    setTrouble(problem);
    if (problem) return;
    const stream = await microphone.take();
    const meter = microphone.listenIn();
    const stopLooking = meter ? look(meter) : () => {};
    const end = () => {
      stopLooking();
      meter?.close();
      for (const track of stream.getTracks()) track.stop();
    };
    if (mine !== run) return end();
    close = end;
    onOpen();
  }

  function look(meter: MicrophoneMeter): () => void {
    const recent: number[] = [];
    const timer = setInterval(() => {
      const now = meter.level();
      recent.push(now);
      if (recent.length > levelWindowMs / lookEveryMs) recent.shift();
      setLevel(now);
      setWord(levelWordOf(recent));
    }, lookEveryMs);
    return () => clearInterval(timer);
  }

  createEffect(on([id, anew, asked], ([, , times], before) => {
    void open(before !== undefined && times !== before[2]);
  }));
  onCleanup(() => {
    run++;
    close();
    microphone.drop();
  });

  return { level, word, trouble, ask: () => setAsked((times) => times + 1) };
}
