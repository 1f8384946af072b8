import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { announce } from "../../shared/ui/announce.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { dial } from "../../shared/words.ts";
import { gateOf } from "./dial-gate.ts";
import type { Draft } from "./draft.ts";
import { FromPicker } from "./from-picker.tsx";
import { orderedFor, rememberFrom } from "./from-memory.ts";
import { Keypad } from "./keypad.tsx";
import { type FieldProblem, NumberField } from "./number-field.tsx";

/** Where a number is entered and a call is placed. */
export function DialPanel(props: {
  draft: Draft;
  lastNumber: () => string | null;
}): JSX.Element {
  const phone = usePhone();
  const { seat, fromNumbers } = useWorkspace();
  const [picked, setPicked] = createSignal<string | null>(null);
  const [tried, setTried] = createSignal(false);

  const typed = () => props.draft.typed();
  const numbers = createMemo(() => orderedFor(fromNumbers(), seat()?.id ?? 0, typed().country));
  const from = () => numbers().find(({ number }) => number === picked()) ?? numbers()[0] ?? null;
  const gate = () => gateOf(phone.state().reach, typed(), from());

  // "Too short" while somebody types is no news; it is said after Enter.
  const problem = (): FieldProblem | null => {
    const refused = phone.state().problem;
    if (refused) return { message: `${refused.message} ${refused.next}`, code: refused.code };
    const found = typed().problem;
    if (!found || (found.code === "E-DEST-SHORT" && !tried())) return null;
    return { message: `${found.message} ${found.next}`, code: found.code };
  };

  createEffect(on(() => problem()?.message, (message) => message && announce(message, "polite")));

  const place = () => {
    setTried(true);
    const to = typed();
    const own = from();
    if (gate() !== null || to.e164 === null || !own) return;
    if (to.country !== null) rememberFrom(seat()?.id ?? 0, to.country, own.number);
    phone.actions.placeCall(to.e164, own.number);
  };
  const edited = () => {
    setTried(false);
    phone.actions.dismiss();
  };

  return (
    <>
      <NumberField
        draft={props.draft}
        problem={problem()}
        lastNumber={props.lastNumber}
        onEnter={place}
        onEdit={edited}
      />
      <FromPicker numbers={numbers()} chosen={from()} onChoose={setPicked} />
      <Keypad
        plus
        onPress={(character) => {
          props.draft.append(character);
          edited();
        }}
      />
      <div class="cta">
        <button
          type="button"
          class="btn call lg"
          aria-disabled={gate() !== null}
          aria-describedby="place-call-why"
          aria-keyshortcuts="Enter"
          onClick={place}
        >
          <Icon name="phone" size={20} />
          {dial.placeCall}
          <span class="hk" aria-hidden="true">Enter</span>
        </button>
        <Show when={gate()}>
          {(why) => <p class="why" id="place-call-why">{why()}</p>}
        </Show>
      </div>
    </>
  );
}
