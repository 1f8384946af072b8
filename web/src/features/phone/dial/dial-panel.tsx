import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { announce } from "../../../shared/ui/announce.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { dial } from "./words.ts";
import { gateOf } from "./dial-gate.ts";
import { type Destination, destinationOf } from "./destination.ts";
import type { Draft } from "./draft.ts";
import { FromPicker, People } from "../parts.tsx";
import { orderedFor, rememberFrom } from "./from-memory.ts";
import { Keypad } from "../keys/keypad.tsx";
import { type FieldProblem, NumberField } from "./number-field.tsx";

const nothing: Destination = { to: null, problem: null };

/** Where a number is entered and a call is placed. */
export function DialPanel(props: {
  draft: Draft;
  lastNumber: () => string | null;
}): JSX.Element {
  const phone = usePhone();
  const { seat, fromNumbers, policy, pause, emergencyLines } = useWorkspace();
  const [picked, setPicked] = createSignal<string | null>(null);
  const [tried, setTried] = createSignal(false);

  const typed = () => props.draft.typed();
  /** Letters alone: a colleague's name. */
  const isName = () => /^\D*\p{L}\D*$/u.test(typed().text);
  const numbers = createMemo(() => orderedFor(fromNumbers(), seat()?.id ?? 0, typed().country));
  const from = () => numbers().find(({ number }) => number === picked()) ?? numbers()[0] ?? null;
  const destination = createMemo(() =>
    isName() ? nothing : destinationOf(typed(), policy(), {
      mayCallEmergencies: emergencyLines().has(from()?.number ?? ""),
    })
  );
  const isEmergency = () => typed().emergency !== null && destination().to === typed().emergency;
  const gate = () =>
    gateOf(phone.state().reach, destination(), from(), {
      isPaused: pause() !== null && !isEmergency(),
      isAdmin: seat()?.role === "admin",
    });

  // "Too short" while somebody types is no news; it is said after Enter.
  const problem = (): FieldProblem | null => {
    const refused = phone.state().problem;
    // The band over the field says it already.
    if (refused?.code === "E-PAUSED" && pause() !== null) return null;
    if (refused) return { message: `${refused.message} ${refused.next}`, code: refused.code };
    const found = destination().problem;
    if (!found || (found.code === "E-DEST-SHORT" && !tried())) return null;
    return { message: `${found.message} ${found.next}`, code: found.code };
  };

  createEffect(on(() => problem()?.message, (message) => message && announce(message, "polite")));

  createEffect(on(pause, (now, before) => {
    if (now === null && before) phone.actions()?.dismiss();
  }));

  const place = () => {
    setTried(true);
    const { to } = destination();
    const { country } = typed();
    const own = from();
    if (gate() !== null || to === null || !own) return;
    if (country !== null) rememberFrom(seat()?.id ?? 0, country, own.number);
    props.draft.keepExtension(to);
    phone.actions()?.placeCall(to, own.number);
  };
  const edited = () => {
    setTried(false);
    phone.actions()?.dismiss();
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
      <Show when={isName()}>
        <People text={typed().text} />
      </Show>
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
