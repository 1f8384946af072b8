import { useLocation, useNavigate } from "@solidjs/router";
import {
  type Component,
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  type JSX,
  lazy,
  on,
  Show,
  Suspense,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import { LastCall } from "../features/calls/last-call.tsx";
import { RecentCalls } from "../features/calls/recent-calls.tsx";
import { Colleagues } from "../features/colleagues/colleagues.tsx";
import { CallStrip } from "../features/phone/lamps/call-strip.tsx";
import { createDraft } from "../features/phone/dial/draft.ts";
import { Phone } from "../features/phone/phone.tsx";
import { usePhone } from "../phone/phone-context.ts";
import { useCalls } from "../calls/calls.tsx";
import { useHealth } from "../health/health.tsx";
import { createMedia } from "../shared/ui/media.ts";
import { Toast, toast } from "../shared/ui/toast.tsx";
import { useWorkspace } from "../shared/workspace.tsx";
import { frame } from "./words.ts";
import { CallBackContext, createCallBack } from "./call-back.ts";
import { createRegions } from "./regions.ts";
import { SeatOff } from "./seat-off.tsx";
import { BottomTabs, isPhonePath, TopTabs } from "./tabs.tsx";

const HealthBanner = lazy(() => import("../features/health/health-banner.tsx"));
const PausedBanner = lazy(() => import("../features/policy/paused-banner.tsx"));

/** Loaded when somebody wants it. */
type Help = Component<{ onClose: () => void }>;

/** The phone stands left, the desk is right. Pages come and go; the phone stays. */
export function Frame(props: { children?: JSX.Element }): JSX.Element {
  const { state } = usePhone();
  const { workspace, seat } = useWorkspace();
  const { calls } = useCalls();
  const location = useLocation();
  const navigate = useNavigate();
  const [help, setHelp] = createSignal<Help>();
  const draft = createDraft(() => workspace()?.country ?? "US");
  const callBack = createCallBack();
  const regions = createRegions();
  const isNarrow = createMedia("(max-width: 39.9375rem)");

  const openHelp = async () => {
    try {
      const { ShortcutHelp } = await import("../features/shortcuts/shortcut-help.tsx");
      setHelp(() => ShortcutHelp);
    } catch {
      toast(frame.helpFailed);
    }
  };
  const isOff = () => seat()?.active === false;
  const tab = () => isPhonePath(location.pathname) ? "phone" : "desk";
  const toPhone = () => navigate("/phone");
  const phase = createMemo(() => state().call?.phase ?? null);
  const isRunning = () => phase() !== null && phase() !== "ended";
  const lastNumber = () => {
    const mine = calls().find((call) => call.direction === "outbound" && call.isMine);
    return mine?.otherNumber ?? null;
  };

  // Ringing always takes the Phone tab; beside a desk both are seen anyway.
  createEffect(on(phase, (now) => {
    if (now === "incoming" && regions.isNarrow() && tab() !== "phone") toPhone();
  }));

  return (
    <CallBackContext.Provider value={callBack}>
      <a class="skip" href="#desk">{frame.skip}</a>
      <div class="app" data-tab={tab()} data-call={isRunning() ? "yes" : "no"}>
        <Show when={isNarrow()}>
          <Broken />
        </Show>
        <Phone
          draft={draft}
          lastNumber={lastNumber}
          below={
            <Show when={!isOff()}>
              <Show when={isNarrow()} fallback={<Colleagues />}>
                <RecentCalls onCall={callBack} />
              </Show>
            </Show>
          }
          beforeAnswer={(number) => <LastCall number={number()} />}
          tabs={<BottomTabs />}
          onCall={(to, line) => callBack({ otherNumber: to, lineNumber: line })}
          onHelp={() => void openHelp()}
          onSwitchRegion={regions.switch}
        />
        <main class="desk" id="desk" tabIndex={-1}>
          <Show when={!isNarrow()}>
            <Broken />
          </Show>
          <CallStrip onOpen={toPhone} />
          <Paused />
          <TopTabs />
          <div class="page">
            <ErrorBoundary fallback={(_, again) => <PageFailed onAgain={again} />}>
              <Show when={!isOff()} fallback={<SeatOff />}>{props.children}</Show>
            </ErrorBoundary>
          </div>
          <BottomTabs />
        </main>
        <Toast />
        <Show when={help()}>
          {(Help) => <Dynamic component={Help()} onClose={() => setHelp(undefined)} />}
        </Show>
      </div>
    </CallBackContext.Provider>
  );
}

/** What is broken, to an admin; its words are loaded when something is. */
function Broken(): JSX.Element {
  const { broken } = useHealth();
  return (
    <Show when={broken().length > 0}>
      <Suspense>
        <HealthBanner />
      </Suspense>
    </Show>
  );
}

/** That nobody can call out, to an admin; the phone itself says it to everybody. */
function Paused(): JSX.Element {
  const { pause, seat } = useWorkspace();
  return (
    <Show when={seat()?.role === "admin" && pause()}>
      {(current) => (
        <Suspense>
          <PausedBanner pause={current()} />
        </Suspense>
      )}
    </Show>
  );
}

function PageFailed(props: { onAgain: () => void }): JSX.Element {
  return (
    <div role="alert">
      <p>{frame.failed}</p>
      <button type="button" class="btn" onClick={() => props.onAgain()}>{frame.again}</button>
    </div>
  );
}
