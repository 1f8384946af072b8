import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { timerText } from "../../../shared/ui/duration.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { CallIcon } from "../call-icon.tsx";
import { Arcs, Elapsed, PartyName } from "../lamps/lamp-parts.tsx";
import { lamps } from "../lamps/words.ts";
import { useLine } from "../line/use-line.ts";
import { createSlowPress } from "../line/use-orders.ts";
import { pending } from "../line/words.ts";
import { partyOf } from "../party.ts";
import { MiniKeys } from "./mini-keys.tsx";
import type { Mini as MiniView } from "./mini-of.ts";
import { miniOfTwo } from "./mini-of-two.ts";
import { mini as words } from "./mini-words.ts";
import "../../../styles/mini.css";

/** How long it says why a press was refused, in ms. */
const shownForMs = 20_000;

/** The call in a window on top of all others: lamp and keys, and the sentence of mute. */
export function Mini(props: {
  /** Brings the page to the front. */
  onOpen: () => void;
}): JSX.Element {
  const { state } = usePhone();
  // How it ended stays for the moment until the window closes.
  const call = createMemo<PhoneCall | null>((last) => state().call ?? last, null);
  return (
    <main class="mini" aria-label={words.title} translate="no">
      <h1 class="vh">{words.title}</h1>
      <Show when={call()}>{(shown) => <MiniCall call={shown()} onOpen={props.onOpen} />}</Show>
    </main>
  );
}

function MiniCall(props: { call: PhoneCall; onOpen: () => void }): JSX.Element {
  const { state, clock } = usePhone();
  const { agentNames, seat } = useWorkspace();
  const { lineUp, canCommand } = useLine();
  const slow = createSlowPress();
  const view = createMemo(() =>
    miniOfTwo(
      {
        call: props.call,
        lineUp: lineUp(),
        agents: agentNames(),
        now: clock(),
        canHold: canCommand() && slow() === null,
      },
      state().second,
      seat()?.id ?? 0,
    )
  );
  const refused = () => {
    const { press } = state();
    return press?.problem && clock() - press.at < shownForMs ? press.problem.message : null;
  };
  const note = () => {
    const press = slow();
    return press ? pending[press.order.command] : refused();
  };
  const said = () => [view().state, partyOf(view().who), view().muted && lamps.muted.join(" ")];

  return (
    <>
      {/* The page's own live regions are not read while another window has the focus. */}
      <div class="vh" aria-live="polite">{said().filter(Boolean).join(". ")}</div>
      <Lamp view={view()} isSmall={view().muted || view().beside !== null || note() !== null} />
      <Switch>
        <Match when={view().muted}>
          <div class="mini-bar muted">
            <Icon name="mic-off" />
            <span>
              <For each={lamps.muted}>{(sentence) => <span>{`${sentence} `}</span>}</For>
            </span>
          </div>
        </Match>
        <Match when={note()}>
          {(text) => (
            <div class="mini-bar note">
              <span title={text()}>{text()}</span>
            </div>
          )}
        </Match>
        <Match when={view().beside}>{(beside) => <BesideBar {...beside()} />}</Match>
      </Switch>
      <MiniKeys view={view()} onOpen={props.onOpen} />
    </>
  );
}

function BesideBar(props: NonNullable<MiniView["beside"]>): JSX.Element {
  const { clock } = usePhone();
  const holds = () => props.what === "on-hold";
  const text = () => holds() ? words.onHold(props.who) : words.onCall(props.who);
  return (
    <div class={`mini-bar ${holds() ? "hold" : "live"}`}>
      <CallIcon name={holds() ? "pause" : "phone"} />
      <span class="cut grow" title={text()}>{text()}</span>
      <Elapsed since={props.since} now={clock()} />
    </div>
  );
}

/** From so many letters on they are smaller, to have room for two lines. */
const long = { state: 38, who: 32 };

/** Of one line where a sentence stands below it. */
function Lamp(props: { view: MiniView; isSmall: boolean }): JSX.Element {
  const { clock } = usePhone();
  const isLong = () =>
    props.view.state.length > long.state || partyOf(props.view.who).length > long.who;
  const shape = () =>
    [
      "lamp",
      props.view.tone,
      props.isSmall && "one",
      isLong() && "long",
      props.view.keys === "second" && "second",
    ].filter(Boolean).join(" ");
  return (
    <div class={shape()}>
      <Show when={props.view.tone === "ring"}>
        <Arcs move />
      </Show>
      <div class="l-top">
        <span class="row">
          <Sign icon={props.view.icon} />
          <span class="mini-state" title={props.view.state}>
            {props.view.state}
            <Show when={props.view.stateSince}>
              {(since) => <span class="n">{` ${timerText((clock() - since()) / 1000)}`}</span>}
            </Show>
          </span>
        </span>
        <Show when={props.view.time}>
          {(time) => (
            <span role="timer" aria-live="off">
              <Elapsed since={time().from} now={time().to} />
            </span>
          )}
        </Show>
      </div>
      <PartyName call={props.view.who} />
    </div>
  );
}

function Sign(props: { icon: MiniView["icon"] }): JSX.Element {
  return (
    <Show
      when={props.icon !== "pause" && props.icon !== "down" && props.icon}
      fallback={
        <CallIcon
          name={props.icon === "pause" ? "pause" : "phone"}
          class={props.icon === "down" ? "down" : ""}
        />
      }
    >
      {(name) => <Icon name={name()} />}
    </Show>
  );
}
