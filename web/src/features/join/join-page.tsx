import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import { rememberWorkspace } from "../../shared/chosen-workspace.ts";
import type { Problem, Result } from "../../shared/problem.ts";
import { connectProject } from "../../shared/project.ts";
import { useSession } from "../../shared/session.tsx";
import { EntryFrame } from "../../shared/ui/entry-frame.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { accept, type Invitation, lookAt } from "./invitations.ts";
import { join as words } from "./words.ts";

/** Whom the link invites, and what is between them and their seat. */
export function JoinPage(props: {
  token: string;
  /** The forms that make an account with this address, or sign in with it. */
  account: (email: string, heading: () => JSX.Element) => JSX.Element;
  /** The invitation is used, or left. */
  onDone: () => void;
}): JSX.Element {
  const session = useSession();
  const form = createFormState();
  const [seen, setSeen] = createSignal<Result<Invitation> | null>(null);
  const look = async () => {
    setSeen(null);
    setSeen(await lookAt(connectProject, props.token));
  };
  onMount(() => void look());
  const invitation = () => {
    const found = seen();
    return found?.ok ? found.value : null;
  };
  const problem = () => {
    const found = seen();
    return found?.ok === false ? found.problem : null;
  };

  const join = async () => {
    if (!form.begin()) return;
    const joined = await accept(connectProject, props.token);
    form.end(joined.ok ? null : joined.problem, undefined);
    // It ended elsewhere, and its token goes on for a while: the form below asks for the sign-in.
    if (!joined.ok && joined.problem.code === "E-AUTH-SIGNIN") void session.signOut();
    if (!joined.ok) return;
    rememberWorkspace(joined.value.workspaceId);
    props.onDone();
  };

  const heading = (found: Invitation) => (
    <>
      <h1>{words.title(found.workspace)}</h1>
      <p>{words.invited(found)}</p>
    </>
  );
  const leave = (label: string) => (
    <button type="button" class="btn" onClick={() => props.onDone()}>{label}</button>
  );
  return (
    <EntryFrame>
      <div class="form">
        <Show when={seen() === null}>
          <p class="late" role="status">{words.loading}</p>
        </Show>
        <Show when={problem()}>
          {(why) => (
            <Unreadable
              why={why()}
              onAgain={() => void look()}
              leave={leave(words.goOn)}
            />
          )}
        </Show>
        <Show when={invitation()}>
          {(found) => (
            <Switch
              fallback={props.account(found().email, () => (
                <>
                  {heading(found())}
                  <p>{words.firstAccount}</p>
                </>
              ))}
            >
              <Match when={session.user()?.email.toLowerCase() === found().email}>
                {heading(found())}
                <Failure of={form} />
                <button
                  type="button"
                  class="btn pri"
                  aria-disabled={form.working()}
                  onClick={() => void join()}
                >
                  {form.working() ? words.joining : words.join}
                </button>
                {leave(words.notNow)}
              </Match>
              <Match when={session.user()}>
                {(user) => (
                  <>
                    {heading(found())}
                    <p>{words.other(user().email)}</p>
                    <button type="button" class="btn pri" onClick={() => void session.signOut()}>
                      {words.signOut}
                    </button>
                    {leave(words.notNow)}
                  </>
                )}
              </Match>
            </Switch>
          )}
        </Show>
      </div>
    </EntryFrame>
  );
}

function Unreadable(props: {
  why: Problem;
  onAgain: () => void;
  leave: JSX.Element;
}): JSX.Element {
  const isGone = () => props.why.code === "E-INVITE-GONE";
  return (
    <>
      <h1>{isGone() ? words.goneTitle : words.failedTitle}</h1>
      <p role="alert">{props.why.message} {props.why.next}</p>
      <Show when={!isGone()}>
        <button type="button" class="btn pri" onClick={() => props.onAgain()}>
          {words.tryAgain}
        </button>
      </Show>
      {props.leave}
    </>
  );
}
