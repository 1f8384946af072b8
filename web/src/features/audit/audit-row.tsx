import { locale } from "../../shared/language.ts";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "../../shared/ui/icon.tsx";
import { clockText } from "../../shared/ui/clock-text.ts";
import type { AuditLine } from "./audit-lines.ts";
import { factsOf } from "./facts.ts";
import { actorName, deedText } from "./sentences.ts";
import { audit as words } from "./words.ts";

const exact = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" });

/** One of Twilio's ids. */
const isSid = (value: string) => /^[A-Z]{2}[0-9a-f]{32}$/i.test(value);

/** One change as a sentence; the facts of it unfold. */
export function AuditRow(props: {
  line: AuditLine;
  /** Its day, where it is the first of it. */
  day: string | null;
}): JSX.Element {
  return (
    <li>
      <Show when={props.day}>
        <h2>{props.day}</h2>
      </Show>
      <details class="audit-line">
        <summary>
          <time class="dim3" dateTime={new Date(props.line.at).toISOString()}>
            {clockText(props.line.at)}
          </time>
          <span class="deed">
            <span class="b">{actorName(props.line)}</span> {deedText(props.line)}
          </span>
          <Icon name="chevron-down" size={16} class="dim3" />
        </summary>
        <dl>
          <For each={factsOf(props.line.detail)}>
            {(fact) => (
              <>
                <dt>{fact.name}</dt>
                <dd>
                  <For each={fact.lines}>
                    {(line) => <span class="line" classList={{ mono: isSid(line) }}>{line}</span>}
                  </For>
                </dd>
              </>
            )}
          </For>
          <dt>{words.moment}</dt>
          <dd>{exact.format(props.line.at)}</dd>
          <dt>{words.action}</dt>
          <dd class="mono">{props.line.action}</dd>
        </dl>
      </details>
    </li>
  );
}
