import { createSignal, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { dropInvitation, takeInvitation } from "../shared/invitation.ts";
import { later } from "../shared/later.ts";
import { SessionProvider, useSession } from "../shared/session.tsx";
import { Announcer } from "../shared/ui/announce.tsx";
import { createPart } from "../shared/ui/part.tsx";
import { start } from "./words.ts";
import { Coming } from "./coming.tsx";
import { Notice } from "./notice.tsx";

const SignedIn = createPart(later(() => import("./signed-in.tsx")), (module) => module.default, {
  meanwhile: (_, state) => <Coming state={state} />,
});
const Join = createPart(later(() => import("./join-page.tsx")), (module) => module.default, {
  meanwhile: (_, state) => <Coming state={state} />,
});
const SignInPage = createPart(
  later(() => import("../features/sign-in/sign-in-page.tsx")),
  (module) => module.SignInPage,
  { meanwhile: (_, state) => <Coming state={state} /> },
);

export function App(): JSX.Element {
  // Before the session looks at the address, and takes out of it what is the session's.
  const place = { location, history, storage: localStorage };
  const [invitation, setInvitation] = createSignal(takeInvitation(place, Date.now()));
  const take = () => setInvitation((former) => takeInvitation(place, Date.now()) ?? former);
  // A second link in the same tab loads no new page.
  globalThis.addEventListener("hashchange", take);
  onCleanup(() => globalThis.removeEventListener("hashchange", take));
  const drop = () => {
    dropInvitation(place);
    setInvitation(null);
  };
  return (
    <SessionProvider>
      <Announcer />
      <Gate invitation={invitation()} onInvitationDone={drop} />
    </SessionProvider>
  );
}

function Gate(props: { invitation: string | null; onInvitationDone: () => void }): JSX.Element {
  const { status } = useSession();
  return (
    <Switch>
      <Match when={status() === "loading"}>
        <Notice text={start.loading} waits />
      </Match>
      <Match when={status() === "offline"}>
        <Notice text={start.offline} more={start.offlineNext} />
      </Match>
      <Match when={status() === "new-password"}>
        <SignInPage />
      </Match>
      <Match when={props.invitation !== null}>
        <Show when={props.invitation} keyed>
          {(token) => <Join token={token} onDone={() => props.onInvitationDone()} />}
        </Show>
      </Match>
      <Match when={status() === "signed-out"}>
        <SignInPage />
      </Match>
      <Match when={status() === "signed-in"}>
        <SignedIn />
      </Match>
    </Switch>
  );
}
