import { type JSX, Show } from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { SpokenNumber } from "../../shared/ui/spoken-number.tsx";
import type { Colleague } from "../../shared/workspace.tsx";
import { Warning } from "../../shared/ui/warning.tsx";
import { GiveUp } from "./give-up.tsx";
import { NameForm } from "./name-form.tsx";
import { NoticeLine } from "./notice-line.tsx";
import { type Board, facts, type numbersBoard } from "./numbers-board.ts";
import type { NumbersServer } from "./numbers-server.ts";
import type { OwnNumber } from "./numbers-table.ts";
import { UsesTable } from "./uses-table.tsx";
import { RecordingChoice } from "./recording-choice.tsx";
import { rungPeople } from "./rung-people.ts";
import { detail as words, numbers as pageWords } from "./words.ts";

/** One number: its name, who uses it, whether newcomers get it, and the ways to give it up. */
export function NumberDetail(props: {
  number: OwnNumber;
  board: Board;
  changes: ReturnType<typeof numbersBoard>;
  server: NumbersServer;
  people: readonly Colleague[];
  onRemoved: () => void;
}): JSX.Element {
  const uses = () => props.board.rows.uses.get(props.number.number);
  const notice = () => props.board.notices.get(props.number.number);
  const noticeOf = (about: "name" | "uses" | "recording") => {
    const said = notice();
    const of = said?.fact === facts.name
      ? "name"
      : said?.fact === facts.recording
      ? "recording"
      : "uses";
    return of === about ? said : undefined;
  };
  const isSaving = (fact: string) => notice()?.kind === "saving" && notice()?.fact === fact;
  const atTwilio = () =>
    props.board.account?.numbers.find(({ number }) => number === props.number.number);
  const trouble = () => {
    if (props.board.account === null) return null;
    if (atTwilio() === undefined) return pageWords.goneText;
    return atTwilio()?.isHere === false ? pageWords.pointElsewhere : null;
  };
  const users = () =>
    props.people.filter(({ agentId }) => uses()?.has(agentId)).map(({ name }) => name);
  return (
    <div class="detail">
      <a href="/setup/numbers" class="back sm">{pageWords.all}</a>
      <header>
        <h2 class="big">{props.number.name || formatNumber(props.number.number)}</h2>
        <p class="dim n">
          <SpokenNumber number={props.number.number} />
          <Show when={atTwilio()?.price}>{(price) => <>, {words.perMonth(price())}</>}</Show>
        </p>
      </header>
      <Show when={trouble()}>
        {(text) => <Warning>{text()}</Warning>}
      </Show>
      <NameForm
        number={props.number}
        notice={noticeOf("name")}
        onRename={(name) => void props.changes.rename(props.number, name)}
      />
      <section aria-label={words.people}>
        <UsesTable
          people={props.people}
          uses={uses()}
          isSaving={(agentId, use) => isSaving(facts.use(agentId, use))}
          onToggle={(agentId, use) => void props.changes.toggle(props.number, agentId, use)}
        />
        <Show when={rungPeople(uses(), props.people).names.length === 0}>
          <Warning>{words.ringsNobody}</Warning>
        </Show>
        <label class="choice">
          <input
            type="checkbox"
            checked={props.number.forNewAgents}
            aria-describedby="for-new-hint"
            aria-busy={isSaving(facts.forNewAgents)}
            onChange={(event) => {
              event.currentTarget.checked = props.number.forNewAgents;
              void props.changes.setForNewAgents(props.number, !props.number.forNewAgents);
            }}
          />
          {words.forNew}
        </label>
        <p id="for-new-hint" class="dim3 xs">{words.forNewHint}</p>
        <p class="dim3 xs">{words.follows}</p>
        <NoticeLine notice={noticeOf("uses")} />
      </section>
      <RecordingChoice
        chosen={props.number.recording}
        notice={noticeOf("recording")}
        onChoose={(recording) => void props.changes.setRecording(props.number, recording)}
      />
      <GiveUp
        server={props.server}
        number={props.number.number}
        sid={atTwilio()?.sid ?? null}
        users={users()}
        onDone={props.onRemoved}
      />
    </div>
  );
}
