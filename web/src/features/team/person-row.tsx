import { createUniqueId, For, type JSX, Show } from "solid-js";
import type { Role } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import type { Colleague } from "../../shared/colleagues.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import type { Problem } from "../../shared/problem.ts";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { status } from "../../shared/words.ts";
import { PersonName } from "./person-name.tsx";
import { RoleSelect } from "./role-select.tsx";
import type { Person } from "./team-server.ts";
import { team as words } from "./words.ts";

/** One person, and what an admin can change of them. */
export function PersonRow(props: {
  person: Person;
  isMe: boolean;
  /** The workspace would have no admin without them. */
  isLastAdmin: boolean;
  status: Colleague["status"];
  problem: Problem | null;
  isBusy: boolean;
  onRename: (name: string) => Promise<boolean>;
  onRole: (role: Role) => void;
  onSwitch: (active: boolean) => void;
}): JSX.Element {
  const reasonId = createUniqueId();
  const reason = () => props.isLastAdmin ? reasonId : undefined;
  const now = () => {
    const { active, heardAt } = props.person;
    if (!active) return words.off;
    if (props.status !== "offline") return statusWords[props.status];
    return heardAt === null ? words.neverHere : words.lastHere(heardAt);
  };
  const flip = () => {
    if (!props.isBusy && !props.isLastAdmin) props.onSwitch(!props.person.active);
  };
  return (
    <li classList={{ off: !props.person.active }}>
      <PersonName person={props.person} isMe={props.isMe} onRename={props.onRename} />
      <span class="role">
        <RoleSelect
          role={props.person.role}
          label={words.roleOf(props.person.name)}
          reason={reason()}
          onPick={props.onRole}
        />
      </span>
      <span class="nums n sm">
        <For
          each={props.person.numbers}
          fallback={<span class="dim3">{words.noNumber}</span>}
        >
          {({ number }) => <span>{formatNumber(number)}</span>}
        </For>
      </span>
      <span class="now dim sm">{now()}</span>
      <span class="acts">
        <button
          type="button"
          class="btn sm"
          aria-label={props.person.active
            ? words.switchOffWho(props.person.name)
            : words.switchOnWho(props.person.name)}
          aria-describedby={reason()}
          aria-disabled={props.isBusy || props.isLastAdmin}
          onClick={flip}
        >
          {props.person.active ? words.switchOff : words.switchOn}
        </button>
      </span>
      <Show when={props.isLastAdmin}>
        <p class="wide dim3 sm" id={reasonId}>{words.lastAdmin}</p>
      </Show>
      <Show when={props.problem}>
        {(problem) => (
          <div class="wide" role="alert">
            <ProblemLines problem={problem()} />
          </div>
        )}
      </Show>
    </li>
  );
}

const statusWords = {
  "available": status.available,
  "away": status.away,
  "on-a-call": status.onACall,
  "wrap-up": status.wrapUp,
} as const;
