import { For, type JSX, Show } from "solid-js";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import type { Candidate, Purpose } from "./candidates.ts";
import { type Deed, deedsFor, type Refusal, refusalOf } from "./deeds.ts";
import { targets as words } from "./words.ts";

const faces: Record<Deed, { icon: IconName; text: string; keys: string }> = {
  "talk-first": { icon: "phone", text: words.talkFirst, keys: "Enter" },
  "send-now": { icon: "phone-forwarded", text: words.sendNow, keys: "Control+Enter Meta+Enter" },
  "add": { icon: "user-plus", text: words.add, keys: "Enter" },
};

/** What the selected row opens. What can't be done stays there, dimmed, with its reason. */
export function DeedButtons(props: {
  id: string;
  candidate: Candidate;
  purpose: Purpose;
  /** The element that says what will happen. */
  sentenceId: string;
  onPress: (deed: Deed) => void;
}): JSX.Element {
  const deeds = () => deedsFor[props.purpose];
  const refused = (deed: Deed) => refusalOf(props.candidate, deed);
  const refusal = () => deeds().map(refused).find((one) => one !== null) ?? null;
  /** A number's row says what is wrong with it already. */
  const why = ({ message, next }: Refusal) => props.candidate.kind === "number" ? next : message;
  return (
    <div class="deeds">
      <div classList={{ two: deeds().length > 1 }}>
        <For each={deeds()}>
          {(deed, at) => (
            <button
              type="button"
              class="btn mid"
              classList={{ pri: at() === 0 }}
              aria-disabled={refused(deed) !== null}
              aria-describedby={refused(deed) ? `${props.id}-why` : props.sentenceId}
              aria-keyshortcuts={faces[deed].keys}
              onClick={() => props.onPress(deed)}
            >
              <Icon name={faces[deed].icon} />
              {faces[deed].text}
            </button>
          )}
        </For>
      </div>
      <Show when={refusal()}>
        {(one) => (
          <p class="sm dim" id={`${props.id}-why`}>
            {why(one())} <Show when={one().code}>{(code) => <ErrorCode code={code()} />}</Show>
          </p>
        )}
      </Show>
    </div>
  );
}
