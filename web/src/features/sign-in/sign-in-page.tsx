import { createSignal, type JSX, Match, Switch } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { EntryFrame } from "../../shared/ui/entry-frame.tsx";
import { signIn as words } from "./words.ts";
import { NewPasswordForm } from "./new-password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

export function SignInPage(): JSX.Element {
  const { status } = useSession();
  const [isNew, setIsNew] = createSignal(false);
  return (
    <EntryFrame foot={words.foot}>
      <Switch fallback={<SignInForm onCreate={() => setIsNew(true)} />}>
        <Match when={status() === "new-password"}>
          <NewPasswordForm />
        </Match>
        <Match when={isNew()}>
          <SignUpForm onSignIn={() => setIsNew(false)} />
        </Match>
      </Switch>
    </EntryFrame>
  );
}
