import { createSignal, type JSX, onMount, Show } from "solid-js";
import { JoinPage } from "../features/join/join-page.tsx";
import { SignInForm } from "../features/sign-in/sign-in-form.tsx";
import { SignUpForm } from "../features/sign-in/sign-up-form.tsx";

/** An invitation's page, with the forms of the sign-in page for its address. */
export default function Join(props: { token: string; onDone: () => void }): JSX.Element {
  // Whoever came by a mail's link stays here by a reload, too.
  onMount(() => history.replaceState(null, "", "/join"));
  const [hasAccount, setHasAccount] = createSignal(false);
  return (
    <JoinPage
      token={props.token}
      onDone={() => props.onDone()}
      account={(email, heading) => (
        <Show
          when={hasAccount()}
          fallback={
            <SignUpForm
              email={email}
              heading={heading()}
              onSignIn={() => setHasAccount(true)}
            />
          }
        >
          <SignInForm email={email} heading={heading()} onCreate={() => setHasAccount(false)} />
        </Show>
      )}
    />
  );
}
