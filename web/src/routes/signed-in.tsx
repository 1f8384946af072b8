import { Navigate, Route, Router } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  Match,
  onCleanup,
  Show,
  Switch,
} from "solid-js";
import { usePhone } from "../phone/phone-context.ts";
import { PhoneProvider } from "../phone/phone.tsx";
import { CallsProvider } from "../calls/calls.tsx";
import { HealthProvider } from "../health/health.tsx";
import { later } from "../shared/later.ts";
import { useSession } from "../shared/session.tsx";
import { createPart } from "../shared/ui/part.tsx";
import { restoreThemeOf } from "../shared/ui/theme.ts";
import { useWorkspace, WorkspaceProvider } from "../shared/workspace.tsx";
import { start } from "./words.ts";
import "../styles/app.css";
import { useCallBack } from "./call-back.ts";
import { CallsPage } from "./calls-parts.tsx";
import { Coming } from "./coming.tsx";
import { Frame } from "./frame.tsx";
import { Notice } from "./notice.tsx";
import { pagePart } from "./page-part.tsx";

const SetupPage = pagePart(async () => (await import("./setup.tsx")).default);
const LivePage = pagePart(async () => (await import("../features/live/live-page.tsx")).default);
const AccountPage = pagePart(async () =>
  (await import("../features/account/account-page.tsx")).default
);
const NewWorkspacePage = pagePart(async () =>
  (await import("../features/own-workspace/new-workspace-page.tsx")).default
);
const NoSeatPage = createPart(
  later(() => import("../features/own-workspace/no-seat-page.tsx")),
  (module) => module.default,
  { meanwhile: (_, state) => <Coming state={state} /> },
);

/** Everything behind the sign-in; loaded after it. */
export default function SignedIn(): JSX.Element {
  const session = useSession();
  createEffect(() => {
    const user = session.user();
    if (user) restoreThemeOf(user.id);
  });
  return (
    <WorkspaceProvider>
      <Seated />
    </WorkspaceProvider>
  );
}

function Seated(): JSX.Element {
  const { status, enter } = useWorkspace();
  const open = async (workspaceId: number) => {
    // The dialer opens at this address as soon as the workspace is read.
    history.replaceState(null, "", "/setup/connection");
    await enter(workspaceId);
  };
  return (
    <Switch>
      <Match when={status() === "loading"}>
        <Notice text={start.loading} waits />
      </Match>
      <Match when={status() === "none"}>
        <NoSeatPage onMade={(workspaceId) => void open(workspaceId)} />
      </Match>
      <Match when={status() === "failed"}>
        <Notice
          text={start.failed}
          action={start.retry}
          onAction={() => globalThis.location.reload()}
        />
      </Match>
      <Match when={status() === "ready"}>
        <CallsProvider>
          <PhoneProvider>
            <DeferSessionEnd />
            <HealthProvider>
              <NextTask>
                <Pages />
              </NextTask>
            </HealthProvider>
          </PhoneProvider>
        </CallsProvider>
      </Match>
    </Switch>
  );
}

/** A running call may be finished when the session ends elsewhere. */
function DeferSessionEnd(): JSX.Element {
  const { state } = usePhone();
  const session = useSession();
  const isRunning = createMemo(() => {
    const { call } = state();
    // Another page's call is finished there.
    return call !== null && call.phase !== "ended" && call.elsewhere === undefined;
  });
  createEffect(() => {
    if (isRunning()) onCleanup(session.deferEnd());
  });
  return null;
}

/** Draws in a task of its own, so that what was asked for meanwhile is on its way and not behind the drawing. */
function NextTask(props: { children: JSX.Element }): JSX.Element {
  const [isDue, setIsDue] = createSignal(false);
  const timer = setTimeout(() => setIsDue(true));
  onCleanup(() => clearTimeout(timer));
  return <Show when={isDue()}>{props.children}</Show>;
}

function Pages(): JSX.Element {
  return (
    <Router root={Frame}>
      <Route path={["/", "/phone", "/calls"]} component={Calls} />
      <Route path="/live" component={LivePage} />
      <Route path="/setup/*" component={Setup} />
      <Route path="/account" component={AccountPage} />
      <Route path="/new-workspace" component={NewWorkspacePage} />
      <Route path="*" component={() => <Navigate href="/calls" />} />
    </Router>
  );
}

/** For admins; the function and the database hold it, too. */
function Setup(): JSX.Element {
  const { seat } = useWorkspace();
  return (
    <Show when={seat()?.role === "admin"} fallback={<Navigate href="/calls" />}>
      <SetupPage />
    </Show>
  );
}

function Calls(): JSX.Element {
  const callBack = useCallBack();
  return <CallsPage onCall={callBack} />;
}
