import { type JSX, lazy, Match, Suspense, Switch } from "solid-js";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";
import { SessionProvider, useSession } from "../shared/session.tsx";
import { Announcer } from "../shared/ui/announce.tsx";
import { start } from "../shared/words.ts";
import { Notice } from "./notice.tsx";

const SignedIn = lazy(() => import("./signed-in.tsx"));

export function App(): JSX.Element {
  return (
    <SessionProvider>
      <Announcer />
      <Gate />
    </SessionProvider>
  );
}

function Gate(): JSX.Element {
  const { status } = useSession();
  return (
    <Switch>
      <Match when={status() === "loading"}>
        <Notice text={start.loading} waits />
      </Match>
      <Match when={status() === "offline"}>
        <Notice text={start.offline} more={start.offlineNext} />
      </Match>
      <Match when={status() === "signed-out" || status() === "new-password"}>
        <SignInPage />
      </Match>
      <Match when={status() === "signed-in"}>
        <Suspense fallback={<Notice text={start.loading} waits />}>
          <SignedIn />
        </Suspense>
      </Match>
    </Switch>
  );
}
