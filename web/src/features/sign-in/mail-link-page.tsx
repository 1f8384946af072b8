import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import type { Landing, MailLink } from "../../shared/landing.ts";
import { type Problem, problemOf } from "../../shared/problem.ts";
import { useSession } from "../../shared/session.tsx";
import type { ProvedUser, SessionTokens } from "../../shared/tab-session.ts";
import { EntryFrame } from "../../shared/ui/entry-frame.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { NewPasswordForm } from "./new-password-form.tsx";
import { tab } from "./tab.ts";
import { mailLink as words } from "./words.ts";

/**
 * What a mail's link opens. Nothing happens before a press, since mail scanners open every link; and
 * nothing else is shown before a password is chosen, since the account may be a stranger's work.
 */
export function MailLinkPage(props: { landing: Landing; onDone: () => void }): JSX.Element {
  return (
    <EntryFrame>
      <Show
        when={props.landing.kind === "mail-link" && props.landing.link}
        keyed
        fallback={
          <Useless
            why={problemOf(
              props.landing.kind === "session" ? "E-SIGNIN-TEMPLATE" : "E-SIGNIN-LINK",
            )}
            onDone={() => props.onDone()}
          />
        }
      >
        {(link) => <Steps link={link} onDone={() => props.onDone()} />}
      </Show>
    </EntryFrame>
  );
}

function Steps(props: { link: MailLink; onDone: () => void }): JSX.Element {
  const session = useSession();
  const [proved, setProved] = createSignal<ProvedUser | "half" | null>(null);
  const [useless, setUseless] = createSignal<Problem | null>(null);
  /** Saved, and not yet the browser's session. */
  const [waiting, setWaiting] = createSignal<SessionTokens | null>(null);
  onMount(() => void tab.resume(props.link).then((user) => user && setProved(user)));
  const person = () => {
    const found = proved();
    return found === "half" ? null : found;
  };
  /** Who else is signed in in this browser. */
  const other = () => {
    const user = session.user();
    return user && user.id !== person()?.id ? user.email : null;
  };

  const confirm = async () => {
    const found = await tab.confirm(props.link);
    if (found.ok) setProved(found.value);
    else if (found.problem.code === "E-SIGNIN-LINK") setUseless(found.problem);
    else return found.problem;
    return null;
  };
  const takeOver = async (tokens: SessionTokens) => {
    tab.forget();
    const problem = await session.adopt(tokens);
    if (!problem) props.onDone();
    return problem;
  };
  const choose = async (chosen: { password: string; name?: string }) => {
    const saved = await tab.choose(chosen);
    if (!saved.ok) return saved.problem;
    if (other() === null) return await takeOver(saved.value);
    setWaiting(saved.value);
    return null;
  };
  const stay = () => {
    void tab.drop();
    props.onDone();
  };

  return (
    <Switch fallback={<Press link={props.link} other={other()} onPress={confirm} />}>
      <Match when={useless()}>
        {(why) => <Useless why={why()} onDone={() => props.onDone()} />}
      </Match>
      <Match when={waiting()}>
        {(tokens) => (
          <Whose
            mine={person()?.email ?? ""}
            theirs={other() ?? ""}
            onSwitch={() => takeOver(tokens())}
            onStay={stay}
          />
        )}
      </Match>
      <Match when={proved() === "half"}>
        <div class="form">
          <h1>{words.halfTitle}</h1>
          <p role="status">{words.half}</p>
          <button type="button" class="btn" onClick={() => props.onDone()}>{words.goOn}</button>
        </div>
      </Match>
      <Match when={person()}>
        {(user) => (
          <NewPasswordForm
            email={user().email}
            isNew={user().isNew}
            onChoose={choose}
          />
        )}
      </Match>
    </Switch>
  );
}

function Press(props: {
  link: MailLink;
  other: string | null;
  onPress: () => Promise<Problem | null>;
}): JSX.Element {
  const form = createFormState();
  const text = () => words.press[props.link.type];
  const press = async () => {
    if (form.begin()) form.end(await props.onPress(), undefined);
  };
  return (
    <div class="form">
      <h1>{text().title}</h1>
      <p>{text().more}</p>
      <Show when={props.other}>{(email) => <p class="dim sm">{words.stays(email())}</p>}</Show>
      <Failure of={form} />
      <button
        type="button"
        class="btn pri"
        aria-disabled={form.working()}
        onClick={() => void press()}
      >
        {form.working() ? words.working : text().button}
      </button>
    </div>
  );
}

/** Never over another person's session without a question. */
function Whose(props: {
  mine: string;
  theirs: string;
  onSwitch: () => Promise<Problem | null>;
  onStay: () => void;
}): JSX.Element {
  const form = createFormState();
  const press = async () => {
    if (form.begin()) form.end(await props.onSwitch(), undefined);
  };
  return (
    <div class="form">
      <h1>{words.switchTitle}</h1>
      <p>{words.switchText(props.mine, props.theirs)} {words.callMayEnd}</p>
      <Failure of={form} />
      <button
        type="button"
        class="btn pri"
        aria-disabled={form.working()}
        onClick={() => void press()}
      >
        {words.switchTo(props.mine)}
      </button>
      <button type="button" class="btn" onClick={() => props.onStay()}>
        {words.stay(props.theirs)}
      </button>
    </div>
  );
}

function Useless(props: { why: Problem; onDone: () => void }): JSX.Element {
  return (
    <div class="form">
      <h1>{words.uselessTitle}</h1>
      <p class="problem" role="alert">{props.why.message} {props.why.next}</p>
      <button type="button" class="btn pri" onClick={() => props.onDone()}>{words.goOn}</button>
    </div>
  );
}
