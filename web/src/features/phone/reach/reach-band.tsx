import { type JSX, Match, Switch } from "solid-js";
import { later } from "../../../shared/later.ts";
import { createPart } from "../../../shared/ui/part.tsx";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Reach } from "../../../phone/phone-state.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { reach as words } from "./words.ts";
import { clockText } from "../../../shared/ui/clock-text.ts";
import { Band } from "./band.tsx";
import { GoingOnlineBand } from "./going-online-band.tsx";

/** Only a workspace that is new shows it. */
const NotConnectedBand = createPart(
  later(() => import("./not-connected-band.tsx")),
  (module) => module.NotConnectedBand,
);

type ReachIn<K extends Reach["kind"]> = Extract<Reach, { kind: K }>;

/** Why this phone does not ring, and the one thing to do about it. Nothing while it would. */
export function ReachBand(): JSX.Element {
  const { state, actions } = usePhone();
  const { lines, policy, isConnected } = useWorkspace();
  // The policy is read together with the lines: null means that neither is known.
  const hasNoLines = () => policy() !== null && lines().size === 0;
  /** What holds for everybody comes before what is only so for this phone. */
  const text = (own: string) => {
    if (!isConnected()) return words.noTwilio;
    return hasNoLines() ? words.noLines : own;
  };
  return (
    <Switch>
      <Match when={reachIn(state().reach, "offline")}>
        <Band
          tone="off"
          icon="power"
          title={words.offline}
          text={text(words.offlineText)}
          action={words.goOnline}
          onAction={() => actions()?.goOnline()}
        />
      </Match>
      <Match when={reachIn(state().reach, "away")}>
        <Band
          tone="off"
          icon="bell-off"
          title={words.away}
          text={text(words.awayText)}
          action={words.beAvailable}
          onAction={() => actions()?.goOnline()}
        />
      </Match>
      <Match when={reachIn(state().reach, "going-online")}>
        {(reach) => <GoingOnlineBand reach={reach()} />}
      </Match>
      <Match when={reachIn(state().reach, "needs-click")}>
        <Band
          tone="off"
          icon="power"
          title={words.needsClick}
          text={words.needsClickText}
        />
      </Match>
      <Match when={reachIn(state().reach, "unreachable")}>
        {(reach) => (
          <Band
            tone="red noring"
            icon="bell-off"
            title={words.unreachable}
            aside={words.since(clockText(reach().since))}
            text={words.causes[reach().cause]}
            action={reach().cause === "seat-inactive" ? words.tryAgain : words.fixNow}
            onAction={() => actions()?.goOnline()}
          />
        )}
      </Match>
      <Match when={reachIn(state().reach, "microphone")}>
        {(reach) => (
          <Band
            tone="red"
            icon="mic-off"
            title={words.microphone[reach().problem].title}
            text={words.microphone[reach().problem].text}
            action={words.tryAgain}
            onAction={() => actions()?.goOnline()}
          />
        )}
      </Match>
      <Match when={reachIn(state().reach, "not-configured")}>
        <NotConnectedBand />
      </Match>
    </Switch>
  );
}

function reachIn<K extends Reach["kind"]>(reach: Reach, kind: K): ReachIn<K> | null {
  return isKind(reach, kind) ? reach : null;
}

function isKind<K extends Reach["kind"]>(reach: Reach, kind: K): reach is ReachIn<K> {
  return reach.kind === kind;
}
