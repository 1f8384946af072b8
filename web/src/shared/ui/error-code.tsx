import type { JSX } from "solid-js";
import { ui as words } from "../words.ts";
import { announce } from "./announce.tsx";

/** The stable code of a failure in small print; a press copies it. */
export function ErrorCode(props: { code: string }): JSX.Element {
  const copy = async () => {
    await navigator.clipboard.writeText(props.code);
    announce(words.copied, "polite");
  };
  return (
    <button
      type="button"
      class="code"
      title={words.copy}
      aria-label={words.copyCode(props.code)}
      onClick={() => void copy()}
    >
      {props.code}
    </button>
  );
}
