import { Navigate } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  Index,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import type { Manner } from "../../../../supabase/functions/_shared/contracts/call.ts";
import { type CallsClient, type OpenCalls, openCalls } from "../../calls/open-calls.ts";
import { followSupervisors, type Supervisors } from "../../calls/supervisors.ts";
import { usePhone } from "../../phone/phone-context.ts";
import { isText } from "../../shared/ui/is-text.ts";
import { letterKeysOn } from "../../shared/ui/letter-keys.ts";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { onWake } from "../../shared/wake.ts";
import type { Seat } from "../../shared/workspace-data.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { endCall } from "./end-call.ts";
import { liveCallsOf } from "./live-calls.ts";
import { LiveFigures } from "./live-figures.tsx";
import { LiveRow } from "./live-row.tsx";
import { page as words, row } from "./words.ts";
import "../../styles/live.css";

const letters: Readonly<Record<string, Manner>> = { l: "listen", w: "whisper", j: "join" };

/** For supervisors and admins; the database answers nobody else. */
export default function LivePage(): JSX.Element {
  const { seat, client } = useWorkspace();
  const open = () => {
    const [own, connected] = [seat(), client()];
    return own && own.role !== "agent" && connected ? { seat: own, client: connected } : null;
  };
  return (
    <Show when={open()} fallback={<Navigate href="/calls" />}>
      {(found) => <LiveCalls client={found().client} seat={found().seat} />}
    </Show>
  );
}

/** The calls that go on. */
function LiveCalls(props: { client: CallsClient; seat: Seat }): JSX.Element {
  const { state, actions, clock } = usePhone();
  const { addressNames, agentNames, lines, policy } = useWorkspace();
  const [open, setOpen] = createSignal<OpenCalls | null>(null);
  const [supervisors, setSupervisors] = createSignal<Supervisors>(new Map());
  const [isLive, setLive] = createSignal(false);
  const [hasFailed, setFailed] = createSignal(false);
  const [opened, setOpened] = createSignal<number | null>(null);

  createEffect(on(() => [props.client, props.seat] as const, ([client, seat]) => {
    const failed = (error: unknown) => {
      console.warn(error);
      setFailed(true);
    };
    const store = openCalls(client, seat, {
      report: (calls) => {
        setFailed(false);
        setOpen(calls);
      },
      onLive: setLive,
      failed,
    });
    const stop = followSupervisors(client, seat.workspaceId, setSupervisors, failed);
    const stopWake = onWake(store.refetch);
    onCleanup(() => {
      stopWake();
      stop();
      store.close();
    });
  }));

  const calls = createMemo(() =>
    liveCallsOf((open() ?? new Map()).values(), supervisors(), {
      myAgentId: props.seat.id,
      myAddress: `client:${props.seat.identity}`,
      colleagues: addressNames(),
      agents: agentNames(),
      lines: lines(),
      outcomes: [],
    })
  );
  const supervised = () => {
    const { supervision } = state();
    return supervision;
  };
  const supervisionOf = (callId: number) => supervised()?.callId === callId ? supervised() : null;
  const isReachable = () => ["ready", "away"].includes(state().reach.kind);
  const hindranceOf = (callId: number) => {
    const phase = state().call?.phase ?? "ended";
    if (phase !== "ended") return words.onCall;
    const other = supervised();
    if (other && !other.isOver && other.callId !== callId) return words.otherCall;
    return isReachable() ? null : words.offline;
  };
  const supervise = (callId: number, manner: Manner) => {
    if (hindranceOf(callId) === null) actions()?.supervise(callId, manner);
  };
  // What is listened to stays open, wherever it was asked for.
  createEffect(
    on(() => supervised()?.callId, (callId) => callId !== undefined && setOpened(callId)),
  );

  const press = (event: KeyboardEvent) => {
    const manner = letters[event.key.toLowerCase()];
    if (!manner || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!letterKeysOn() || isText(event.target) || !(event.target instanceof HTMLElement)) return;
    const id = Number(event.target.closest<HTMLElement>("[data-call]")?.dataset["call"]);
    const call = calls().find((each) => each.id === id);
    if (!call?.isTalking || call.isMine) return;
    event.preventDefault();
    setOpened(id);
    supervise(id, manner);
  };

  return (
    <div class="live" onKeyDown={press}>
      <PageHead title={words.title} sub={open() === null ? "" : words.calls(calls().length)} />
      <Show when={hasFailed() && open() === null}>
        <p class="why">{words.failed}</p>
      </Show>
      <Show when={open() !== null && !isLive()}>
        <p class="sm dim">{words.reconnecting}</p>
      </Show>
      <LiveFigures calls={calls()} />
      <h2>{words.list}</h2>
      <Show when={calls().length > 0} fallback={<p class="dim">{words.empty}</p>}>
        <div class="lrow lhead" aria-hidden="true">
          <span>{row.agent}</span>
          <span>{row.otherSide}</span>
          <span>{row.line}</span>
          <span>{row.state}</span>
          <span class="n">{row.length}</span>
          <span />
        </div>
        <ul class="lcalls">
          <Index each={calls()}>
            {(call) => (
              <LiveRow
                call={call()}
                now={clock()}
                agentName={(id) => agentNames().get(id) ?? row.agent}
                supervision={supervisionOf(call().id)}
                hindrance={hindranceOf(call().id)}
                isOpen={opened() === call().id}
                showsListeners={policy()?.show_listeners ?? true}
                onToggle={() => setOpened((id) => id === call().id ? null : call().id)}
                onSupervise={(manner) => supervise(call().id, manner)}
                onStop={() => actions()?.hangUp()}
                onEnd={() => endCall(props.client, props.seat.workspaceId, call().id)}
              />
            )}
          </Index>
        </ul>
      </Show>
      <p class="xs dim3 note">{words.gap} {words.keys}</p>
    </div>
  );
}
