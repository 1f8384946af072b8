import { createSignal, type JSX, Show } from "solid-js";
import { EntryFrame } from "../../shared/ui/entry-frame.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";
import { signIn as words } from "./words.ts";

export function SignInPage(): JSX.Element {
  const [isNew, setIsNew] = createSignal(false);
  return (
    <EntryFrame foot={words.foot}>
      <Show when={isNew()} fallback={<SignInForm onCreate={() => setIsNew(true)} />}>
        <SignUpForm onSignIn={() => setIsNew(false)} />
      </Show>
    </EntryFrame>
  );
}
