import type { JSX } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Reach } from "../../../phone/phone-state.ts";
import { reach as words } from "./words.ts";
import { Band } from "./band.tsx";

/** A wait shorter than this shows no spinner, in ms. */
const spinnerAfterMs = 400;
/** Later than this the wait is longer than it should be, in ms. */
const slowAfterMs = 8000;

export function GoingOnlineBand(props: {
  reach: Extract<Reach, { kind: "going-online" }>;
}): JSX.Element {
  const { clock, actions } = usePhone();
  const waited = () => clock() - props.reach.since;
  const isSlow = () => waited() >= slowAfterMs;
  const text = () => {
    if (props.reach.asksMicrophone) return words.allowMicrophone;
    return isSlow() ? words.slow : words.offlineText;
  };
  return (
    <Band
      tone="off"
      icon={waited() >= spinnerAfterMs ? "loader-circle" : "power"}
      spin={waited() >= spinnerAfterMs}
      title={words.goingOnline}
      text={text()}
      {...(isSlow() ? { action: words.tryAgain, onAction: () => actions()?.goOnline() } : {})}
    />
  );
}
