import { type JSX, Show, untrack } from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { AfterCallSection } from "./after-call-section.tsx";
import { BlockedSection } from "./blocked-section.tsx";
import { CountriesSection } from "./countries-section.tsx";
import { HoursSection } from "./hours-section.tsx";
import { LimitsSection } from "./limits-section.tsx";
import { ListenersSection } from "./listeners-section.tsx";
import { NumberList } from "./number-list.tsx";
import { type PolicyClient, policyServer } from "./policy-server.ts";
import { RecordingSection } from "./recording-section.tsx";
import { Section } from "./section.tsx";
import { TodaySection } from "./today-section.tsx";
import { doNotCall, emergency, page as words } from "./words.ts";
import "../../styles/policy.css";

/** What calls out are held to, what comes after a call, and who may not call in. */
export default function PolicyPage(
  props: { client: PolicyClient; workspaceId: number },
): JSX.Element {
  const { policy, emergencyLines } = useWorkspace();
  // The page is made anew for another workspace.
  const server = untrack(() => policyServer(props.client, props.workspaceId));
  const safe = () => [...emergencyLines()].map(formatNumber).join(", ");

  return (
    <div class="policy">
      <PageHead title={words.title} sub={words.sub} />
      <Show when={policy()}>
        {(current) => (
          <>
            <TodaySection server={server} policy={current()} />
            <CountriesSection server={server} policy={current()} />
            <LimitsSection server={server} policy={current()} />
            <HoursSection server={server} policy={current()} />
            <AfterCallSection server={server} policy={current()} />
            <RecordingSection server={server} />
            <BlockedSection server={server} policy={current()} />
            <Section title={doNotCall.title} sub={doNotCall.sub}>
              <NumberList server={server} list="do_not_call" empty={doNotCall.empty} />
            </Section>
            <ListenersSection server={server} policy={current()} />
            <Section title={emergency.title}>
              <p class="dim">{safe() === "" ? emergency.none : emergency.some(safe())}</p>
            </Section>
          </>
        )}
      </Show>
    </div>
  );
}
