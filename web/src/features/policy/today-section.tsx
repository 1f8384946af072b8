import { createEffect, createResource, createSignal, type JSX, on, Show } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { whenText, whyPaused } from "../../shared/policy-words.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { createMinute } from "../../shared/ui/minute.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import type { PolicyServer, Use } from "./policy-server.ts";
import { ProblemLine, Section } from "./section.tsx";
import { now as words } from "./words.ts";

/** What was used of the limits today, and the brake. */
export function TodaySection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const { pause } = useWorkspace();
  const minute = createMinute();
  const [use, { refetch }] = createResource(() => props.server.readUse());
  createEffect(on([minute, () => props.policy], () => void refetch(), { defer: true }));
  const [working, setWorking] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);

  const setPaused = async (paused: boolean) => {
    if (working()) return;
    setWorking(true);
    setProblem(await props.server.setPaused(paused));
    setWorking(false);
    if (problem() === null) announce(paused ? words.wasPaused : words.resumed, "polite");
  };
  const read = () => {
    const answer = use.latest;
    return answer?.ok ? answer.value : null;
  };

  return (
    <Section title={words.title}>
      <Show when={read()}>{(known) => <UseLines use={known()} policy={props.policy} />}</Show>
      <Show
        when={pause()}
        fallback={
          <>
            <p class="dim sm">{words.pauseWhy}</p>
            <p>
              <button
                type="button"
                class="btn"
                aria-disabled={working()}
                onClick={() => void setPaused(true)}
              >
                {words.pause}
              </button>
            </p>
          </>
        }
      >
        {(current) => (
          <div class="notice">
            <p>
              <Icon name="octagon-pause" /> <b>{words.paused}</b> {whyPaused(current())}{" "}
              {words.goesOn(whenText(current().until, current().timeZone, minute()))}
            </p>
            <button
              type="button"
              class="btn"
              aria-disabled={working()}
              onClick={() => void setPaused(false)}
            >
              {words.resume}
            </button>
          </div>
        )}
      </Show>
      <Show when={problem()}>{(what) => <ProblemLine what={what()} />}</Show>
    </Section>
  );
}

function UseLines(props: { use: Use; policy: Policy }): JSX.Element {
  return (
    <p>
      <Show when={props.use.busiest} fallback={words.none}>
        {(most) => (
          <>
            {words.talked(props.use.talked_s, props.policy.workspace_minutes_per_day)}{" "}
            {words.busiest(most().name, most().talked_s, props.policy.agent_minutes_per_day)}
          </>
        )}
      </Show>{" "}
      {words.lastMinute(props.use.calls_in_last_minute)}
    </p>
  );
}
