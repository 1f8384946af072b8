import { type JSX, Match, Show, Switch } from "solid-js";
import { placeOf } from "../../../shared/place.ts";
import { ColleagueStatus, Initials } from "../../../shared/ui/colleague-face.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { SpokenNumber } from "../../../shared/ui/spoken-number.tsx";
import { placeText } from "../dial/place-text.ts";
import type { Candidate } from "./candidates.ts";
import { targets as words } from "./words.ts";

/**
 * What stands in a row of the list.
 * @param props.now epoch ms of the server's clock
 */
export function CandidateRow(props: { candidate: Candidate; now: number }): JSX.Element {
  const as = <K extends Candidate["kind"]>(kind: K) => {
    const { candidate } = props;
    return isKind(candidate, kind) ? candidate : null;
  };
  return (
    <Switch>
      <Match when={as("seat")}>
        {(seat) => (
          <>
            <Initials name={seat().colleague.name} />
            <span class="who cut" title={seat().colleague.name}>{seat().colleague.name}</span>
            <ColleagueStatus colleague={seat().colleague} now={props.now} />
          </>
        )}
      </Match>
      <Match when={as("line")}>
        {(line) => (
          <>
            <span class="ava">
              <Icon name="phone-incoming" />
            </span>
            <span class="vh">{words.line}</span>
            <Show when={line().name}>
              {(name) => <span class="who cut" title={name()}>{name()}</span>}
            </Show>
            <span class={line().name === null ? "who n" : "sm dim n"}>
              <SpokenNumber number={line().number} />
            </span>
          </>
        )}
      </Match>
      <Match when={as("number")}>
        {(number) => (
          <>
            <span class="ava">
              <Icon name="phone-outgoing" />
            </span>
            <NumberFacts candidate={number()} now={props.now} />
          </>
        )}
      </Match>
    </Switch>
  );
}

/** The number as it will be called, and where that is, or why it can't be. */
function NumberFacts(
  props: { candidate: Extract<Candidate, { kind: "number" }>; now: number },
): JSX.Element {
  const typed = () => props.candidate.typed;
  const more = () => {
    const place = placeOf(typed().e164 ?? "");
    const { extension } = typed();
    return [
      ...(place ? [placeText(place, props.now)] : []),
      ...(extension === null ? [] : [words.withoutExtension(extension)]),
    ].join(". ");
  };
  return (
    <span class="grow">
      <span class="who n line">
        <Show when={typed().e164} fallback={typed().text}>
          {(number) => <SpokenNumber number={number()} />}
        </Show>
      </span>
      <Show
        when={props.candidate.destination.problem}
        fallback={<span class="sm dim line">{more()}</span>}
      >
        {(problem) => (
          <span class="sm st red">
            <Icon name="circle-alert" size={14} />
            {problem().message}
          </span>
        )}
      </Show>
    </span>
  );
}

function isKind<K extends Candidate["kind"]>(
  candidate: Candidate,
  kind: K,
): candidate is Extract<Candidate, { kind: K }> {
  return candidate.kind === kind;
}
