import { type JSX, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { app, signIn as words } from "../../shared/words.ts";
import { NewPasswordForm } from "./new-password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { Switchboard } from "./switchboard.tsx";

export function SignInPage(): JSX.Element {
  const { status } = useSession();
  return (
    <div class="sign-in">
      <main>
        <Show when={status() === "new-password"} fallback={<SignInForm />}>
          <NewPasswordForm />
        </Show>
        <p class="row brand">
          <span class="mark" />
          {app}
        </p>
        <p class="foot dim3 xs">{words.foot}</p>
      </main>
      <aside aria-hidden="true">
        <Switchboard />
      </aside>
    </div>
  );
}
