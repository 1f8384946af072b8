import { type JSX, Match, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { noticeText } from "./notice-text.ts";
import { RecordingLine } from "./parts.tsx";
import { useLine } from "./use-line.ts";
import { createSlowPress } from "./use-orders.ts";
import { line as words, pending } from "./words.ts";

/** How long the lamp says what did not work out, in ms. */
const shownForMs = 20_000;

/** Lines of the lamp: what is recorded, and what is being done, why it was refused, or what did not work out. */
export function LineNote(): JSX.Element {
  const { state, clock } = usePhone();
  const { call, lineUp, agents } = useLine();
  const slow = createSlowPress();
  const isFresh = (at: number) => clock() - at < shownForMs;
  const refused = () => {
    const { press } = state();
    return press?.problem && isFresh(press.at) ? press.problem : null;
  };
  const notice = () => {
    const running = call();
    const told = running?.talk.notice;
    if (!running || !told || !isFresh(Date.parse(told.at))) return null;
    return noticeText(told, lineUp(), running, agents());
  };
  return (
    <>
      <RecordingLine />
      <Switch>
        <Match when={slow()}>
          {(press) => (
            <p class="l-note row">
              <Icon name="loader-circle" class="spin" />
              {pending[press().order.command]}
            </p>
          )}
        </Match>
        <Match when={refused()}>
          {(problem) => (
            <p class="l-note told">
              {problem().message} {problem().next} <ErrorCode code={problem().code} />
            </p>
          )}
        </Match>
        <Match when={notice()}>{(text) => <p class="l-note told">{text()}</p>}</Match>
        <Match when={call()?.talk.wiring === "upgrading"}>
          <p class="l-note row">
            <Icon name="loader-circle" class="spin" />
            {words.upgrading}
          </p>
        </Match>
      </Switch>
    </>
  );
}
