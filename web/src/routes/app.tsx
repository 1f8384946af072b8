import { type JSX, lazy, Match, Suspense, Switch } from "solid-js";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";
import { hasStoredSession } from "../shared/project.ts";
import { SessionProvider, useSession } from "../shared/session.tsx";
import { Announcer } from "../shared/ui/announce.tsx";
import { start } from "../shared/words.ts";
import { Notice } from "./notice.tsx";

const loadSignedIn = () => import("./signed-in.tsx");
const SignedIn = lazy(loadSignedIn);
// Who was signed in when the page was last open most likely is: the code need not wait for the proof.
if (hasStoredSession()) void loadSignedIn().catch(() => undefined);

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
