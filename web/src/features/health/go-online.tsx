import { type JSX, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { reach as words, testCall } from "./words.ts";

/** The press that makes this browser ring; nothing where it rings, or where pressing does not help. */
export function GoOnline(props: { onPress?: () => void }): JSX.Element {
  const { state, actions } = usePhone();
  const kind = () => state().reach.kind;
  const press = () => {
    actions()?.goOnline();
    props.onPress?.();
  };
  return (
    <Show when={kind() === "offline" || kind() === "away"}>
      <button type="button" class="btn sm" onClick={press}>
        {kind() === "away" ? words.beAvailable : words.goOnline}
      </button>
    </Show>
  );
}

/** Whether a test call can ring this browser. */
export function RingsHere(props: { onPress: () => void }): JSX.Element {
  const { state } = usePhone();
  const text = () => {
    switch (state().reach.kind) {
      case "ready":
        return testCall.ringsHere;
      case "offline":
        return testCall.offline;
      case "away":
        return testCall.away;
      case "going-online":
      case "reconnecting":
        return words.goingOnline;
      default:
        return testCall.ringsElsewhere;
    }
  };
  return (
    <div class="row wrap">
      <span class="sm">{text()}</span>
      <GoOnline onPress={() => props.onPress()} />
    </div>
  );
}
