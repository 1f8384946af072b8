import { For, type JSX } from "solid-js";
import type { HealthCheck } from "../../health/health.tsx";
import { formatNumber } from "../../shared/phone-number.ts";
import { whenText } from "./phrases.ts";
import { pointsAt } from "./numbers-findings.ts";
import { notedText } from "./requests-findings.ts";
import { change as words } from "./words.ts";

/** What a row shows on demand: how things are, beside how they should be. */
export interface Change {
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Null for a finding that its sentence tells in full. */
export function changeOf(check: HealthCheck): Change | null {
  switch (check.finding) {
    case "app-changed":
      return {
        heads: [words.address, words.now, words.right],
        rows: check.facts.wrong.map(({ field, now, method, right }) => [
          words.fields[field],
          now === null ? words.none : method === "GET" ? `${now} ${words.by(method)}` : now,
          right,
        ]),
      };
    case "numbers-elsewhere":
    case "numbers-status-elsewhere":
      return {
        heads: [words.number, words.now, words.status],
        rows: [
          ...check.facts.drifted.map((one) => [
            formatNumber(one.number),
            pointsAt(one.answeredBy),
            one.statusIsOurs ? words.ours : one.statusCallback ?? words.none,
          ]),
          ...check.facts.gone.map((number) => [formatNumber(number), words.gone, words.none]),
        ],
      };
    case "webhook-errors-some":
    case "webhook-errors-now":
      return check.facts.alerts.length === 0 ? null : {
        heads: [words.error, words.times, words.last],
        rows: check.facts.alerts.map(({ code, count, lastAt }) => [
          `${code}, ${notedText(code)}`,
          String(count),
          whenText(Date.parse(lastAt), Date.now()),
        ]),
      };
    default:
      return null;
  }
}

/** @param props.seen since when it is so, as far as we looked; epoch ms */
export function ChangeTable(
  props: { change: Change; seen: number; now: number },
): JSX.Element {
  return (
    <>
      <table class="change n">
        <thead>
          <tr>
            <For each={props.change.heads}>{(head) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.change.rows}>
            {(row) => (
              <tr>
                <For each={row}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="xs dim">{words.seen(whenText(props.seen, props.now))}</p>
    </>
  );
}
