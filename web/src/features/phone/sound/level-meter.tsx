import { For, type JSX } from "solid-js";
import type { LevelWord } from "./level-word.ts";
import { level as levelText, sounds as words } from "./words.ts";

const segments = Array.from({ length: 24 }, (_, at) => at);

/**
 * @param props.level 0 to 1
 * @param props.word what the last moments mean
 */
export function LevelMeter(props: { level: number; word: LevelWord }): JSX.Element {
  const lit = () => Math.round(props.level * segments.length);
  return (
    <svg
      class={`level ${props.word}`}
      viewBox="0 0 144 6"
      preserveAspectRatio="none"
      role="meter"
      aria-label={words.level}
      aria-valuemin={0}
      aria-valuemax={segments.length}
      aria-valuenow={lit()}
      aria-valuetext={levelText[props.word]}
    >
      <For each={segments}>
        {(at) => <rect x={at * 6} width="4" height="6" classList={{ on: at < lit() }} />}
      </For>
    </svg>
  );
}
