import type { JSX } from "solid-js";
import { app } from "../words.ts";
import { Switchboard } from "./switchboard.tsx";

/** What stands outside of the dialer: signing in, joining, a first workspace. */
export function EntryFrame(props: { foot?: string; children: JSX.Element }): JSX.Element {
  return (
    <div class="sign-in">
      <main>
        {props.children}
        <p class="row brand">
          <span class="mark" />
          {app}
        </p>
        <p class="foot dim3 xs">{props.foot}</p>
      </main>
      <aside aria-hidden="true">
        <Switchboard />
      </aside>
    </div>
  );
}
