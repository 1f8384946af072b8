import type { JSX } from "solid-js";
import { app, signIn as words } from "../../shared/words.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { Switchboard } from "./switchboard.tsx";

export function SignInPage(): JSX.Element {
  return (
    <div class="sign-in">
      <main>
        <SignInForm />
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
