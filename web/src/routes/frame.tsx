import { useLocation, useNavigate } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import { createDraft } from "../features/phone/dial/draft.ts";
import { CallStrip } from "../features/phone/parts.tsx";
import { Phone } from "../features/phone/phone.tsx";
import { usePhone } from "../phone/phone-context.ts";
import { useCalls } from "../calls/calls.tsx";
import { useHealth } from "../health/health.tsx";
import { askAgain, later } from "../shared/later.ts";
import { afterStart } from "../shared/start-phase.ts";
import { createMedia } from "../shared/ui/media.ts";
import { createPart } from "../shared/ui/part.tsx";
import { Toast, toast } from "../shared/ui/toast.tsx";
import { onWake } from "../shared/wake.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import { frame } from "./words.ts";
import { CallBackContext, createCallBack } from "./call-back.ts";
import { LastCall, RecentCalls, WrappingUp } from "./calls-parts.tsx";
import { PageFailed } from "./page-failed.tsx";
import { createRegions } from "./regions.ts";
import { SeatOff } from "./seat-off.tsx";
import { BottomTabs, isPhonePath, TopTabs } from "./tabs.tsx";

const healthBanner = later(() => import("../features/health/health-banner.tsx"));
const pausedBanner = later(() => import("../features/policy/paused-banner.tsx"));
const colleagues = later(() => import("../features/colleagues/colleagues.tsx"));
const help = later(() => import("../features/shortcuts/shortcut-help.tsx"));
const HealthBanner = createPart(healthBanner, (module) => module.HealthBanner);
const PausedBanner = createPart(pausedBanner, (module) => module.PausedBanner);
const Colleagues = createPart(colleagues, (module) => module.Colleagues, { waits: true });
const ShortcutHelp = createPart(help, (module) => module.ShortcutHelp);

/** The phone stands left, the desk is right. Pages come and go; the phone stays. */
export function Frame(props: { children?: JSX.Element }): JSX.Element {
  const { state } = usePhone();
  const { workspace, seat } = useWorkspace();
  const { calls } = useCalls();
  const location = useLocation();
  const navigate = useNavigate();
  const [showsHelp, showHelp] = createSignal(false);
  const draft = createDraft(() => workspace()?.country ?? "US");
  const callBack = createCallBack();
  const regions = createRegions();
  const isNarrow = createMedia("(max-width: 39.9375rem)");

  const openHelp = async () => {
    if (await help.load()) showHelp(true);
    else toast(frame.helpFailed);
  };
  onCleanup(afterStart(() => void colleagues.load()));
  onCleanup(onWake(askAgain));
  const isOff = () => seat()?.active === false;
  const tab = () => isPhonePath(location.pathname) ? "phone" : "desk";
  const toPhone = () => navigate("/phone");
  /** A narrow screen has either, and its main part is what it shows. */
  const isPhoneMain = () => isNarrow() && tab() === "phone";
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
      <a class="skip" href={isPhoneMain() ? "#phone" : "#desk"}>{frame.skip}</a>
      <div class="app" data-tab={tab()} data-call={isRunning() ? "yes" : "no"}>
        <Show when={isNarrow()}>
          <Broken />
        </Show>
        <Phone
          draft={draft}
          isMain={isPhoneMain()}
          lastNumber={lastNumber}
          below={
            <Show when={!isOff()}>
              <Show when={isNarrow()} fallback={<Colleagues />}>
                <RecentCalls onCall={callBack} />
              </Show>
            </Show>
          }
          wrapUp={<WrappingUp />}
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
        <Show when={showsHelp()}>
          <ShortcutHelp onClose={() => showHelp(false)} />
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
      <HealthBanner />
    </Show>
  );
}

/** That nobody can call out, to an admin; the phone itself says it to everybody. */
function Paused(): JSX.Element {
  const { pause, seat } = useWorkspace();
  return (
    <Show when={seat()?.role === "admin" && pause()}>
      {(current) => <PausedBanner pause={current()} />}
    </Show>
  );
}
