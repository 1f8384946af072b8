import { createSignal, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { dropInvitation, takeInvitation } from "../shared/invitation.ts";
import { type Landing, landingOf } from "../shared/landing.ts";
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
const MailLink = createPart(
  later(() => import("../features/sign-in/mail-link-page.tsx")),
  (module) => module.MailLinkPage,
  { meanwhile: (_, state) => <Coming state={state} /> },
);

export function App(): JSX.Element {
  const place = { location, history, storage: localStorage };
  const [invitation, setInvitation] = createSignal(takeInvitation(place, Date.now()));
  const [landing, setLanding] = createSignal(takeLanding());
  const take = () => {
    setInvitation((former) => takeInvitation(place, Date.now()) ?? former);
    setLanding((former) => takeLanding() ?? former);
  };
  // A second link in the same tab loads no new page.
  globalThis.addEventListener("hashchange", take);
  onCleanup(() => globalThis.removeEventListener("hashchange", take));
  const drop = () => {
    dropInvitation(place);
    setInvitation(null);
  };
  const leave = () => {
    history.replaceState(null, "", "/");
    setLanding(null);
  };
  return (
    <SessionProvider>
      <Announcer />
      <Gate
        landing={landing()}
        onLandingDone={leave}
        invitation={invitation()}
        onInvitationDone={drop}
      />
    </SessionProvider>
  );
}

/** What a mail's link brought. One that can't be used is gone from the address at once: a reload must not say it again. */
function takeLanding(): Landing | null {
  const landing = landingOf(location);
  if (landing && landing.kind !== "mail-link") history.replaceState(null, "", "/");
  return landing;
}

function Gate(props: {
  landing: Landing | null;
  onLandingDone: () => void;
  invitation: string | null;
  onInvitationDone: () => void;
}): JSX.Element {
  const { status } = useSession();
  return (
    <Switch>
      <Match when={status() === "loading"}>
        <Notice text={start.loading} waits />
      </Match>
      <Match when={status() === "offline"}>
        <Notice text={start.offline} more={start.offlineNext} />
      </Match>
      <Match when={props.landing}>
        {(landing) => <MailLink landing={landing()} onDone={() => props.onLandingDone()} />}
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
