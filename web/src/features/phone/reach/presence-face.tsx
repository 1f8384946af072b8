import { type JSX, Show } from "solid-js";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { PresenceSign } from "./presence-sign.ts";

/** The person's status by shape, colour and word: what the button of its menu shows. */
export function PresenceFace(props: { sign: PresenceSign }): JSX.Element {
  const icon = () => {
    const { shape } = props.sign;
    return shape === "dot" || shape === "hollow" ? null : shape;
  };
  return (
    <>
      <span class={`st ${props.sign.tone} ${props.sign.tone === "none" ? "dim3" : ""}`}>
        <Show
          when={icon()}
          fallback={<span class="dot" classList={{ hollow: props.sign.shape === "hollow" }} />}
        >
          {(name) => <Icon name={name()} size={14} />}
        </Show>
      </span>
      {props.sign.word}
      <Icon name="chevron-down" size={14} />
    </>
  );
}
