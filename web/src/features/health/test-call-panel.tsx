import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { readCallAgents } from "../../calls/call-agents.ts";
import { useCalls } from "../../calls/calls.tsx";
import { formatNumber } from "../../shared/phone-number.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { Steps } from "../../shared/ui/steps.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import type { HealthServer } from "../../shared/health-server.ts";
import { RingsHere } from "./go-online.tsx";
import {
  arrivalLimitS,
  findTestCall,
  isEnded,
  isOver,
  storyOf,
  type TestCall,
  verdictOf,
} from "./test-call-story.ts";
import { testCall as words } from "./words.ts";

/** Rings a number of the workspace and shows what happens, to prove that calls come in. */
export function TestCallPanel(props: {
  server: Pick<HealthServer, "testCall">;
  workspaceId: number;
  /** The number to begin with, or "" for the first. */
  number: string;
  onClose: () => void;
  /** The call has ended, so that there is more to be found than before. */
  onEnded: () => void;
}): JSX.Element {
  const { lines, agentNames, client } = useWorkspace();
  const { calls } = useCalls();
  const [chosen, choose] = createSignal<string | null>(null);
  const [test, setTest] = createSignal<TestCall | null>(null);
  const [rung, setRung] = createSignal<readonly number[]>([]);
  let section: HTMLElement | undefined;
  let select: HTMLSelectElement | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(limit));
  const come = () => {
    section?.scrollIntoView({ block: "nearest" });
    select?.focus();
  };
  onMount(come);
  // Another row's button: that number, unless a call runs.
  createEffect(on(() => props.number, (number) => {
    if (isRunning()) return;
    choose(number === "" ? null : number);
    setTest(null);
    come();
  }, { defer: true }));

  const numbers = () => [...lines().keys()];
  const number = () => chosen() ?? (props.number === "" ? numbers()[0] ?? "" : props.number);
  const call = createMemo(() => {
    const current = test();
    return current ? findTestCall(current, calls()) : null;
  });
  const names = () =>
    rung().flatMap((id) => {
      const name = agentNames().get(id);
      return name === undefined ? [] : [name];
    });
  const isRunning = () => {
    const current = test();
    return current !== null && !isOver(current, call());
  };
  const verdict = () => {
    const current = test();
    return current ? verdictOf(current, call(), names()) : [];
  };

  createEffect(on(call, async (row) => {
    const connected = client();
    if (!row || !connected) return;
    const agents = await readCallAgents(connected, props.workspaceId, row.id).catch(() => []);
    if (call()?.id === row.id && agents.length > 0) setRung(agents);
  }));
  createEffect(on(() => isEnded(call()), (ended) => ended && props.onEnded()));
  createEffect(on(verdict, (sentences) => {
    if (sentences.length > 0) announce(sentences.join(" "), "polite");
  }));

  const start = async () => {
    if (isRunning() || number() === "") return;
    clearTimeout(limit);
    setRung([]);
    const called: TestCall = {
      number: number(),
      from: null,
      phase: "placing",
      problem: null,
      watchFrom: 0,
    };
    setTest(called);
    const answer = await props.server.testCall(called.number);
    if (!answer.ok) {
      setTest({ ...called, phase: "not-placed", problem: answer.problem });
      return;
    }
    setTest({
      ...called,
      from: answer.value.outcome === "placed" ? answer.value.from : null,
      phase: "watching",
      watchFrom: Date.parse(answer.value.watchFrom),
    });
    limit = setTimeout(() => {
      setTest((current) => current && !call() ? { ...current, phase: "given-up" } : current);
    }, arrivalLimitS * 1000);
  };

  const label = () => {
    if (test() !== null) return words.again;
    return numbers().length > 1 ? words.start : words.watch;
  };
  return (
    <section
      class="test-call"
      aria-labelledby="test-call-title"
      ref={(element) => (section = element)}
    >
      <div class="row">
        <h2 id="test-call-title" class="grow">{words.title}</h2>
        <button type="button" class="btn sm" onClick={() => props.onClose()}>{words.close}</button>
      </div>
      <p class="dim sm">
        {words.intro} {numbers().length > 1 ? words.fromUs : words.byYou}
      </p>
      <Show when={test() === null}>
        <RingsHere onPress={() => select?.focus()} />
      </Show>
      <Show when={numbers().length > 0} fallback={<p>{words.noNumber}</p>}>
        <div class="row wrap">
          <label class="lbl" for="test-call-number">{words.number}</label>
          <select
            id="test-call-number"
            class="select"
            ref={(element) => (select = element)}
            value={number()}
            disabled={isRunning()}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <For each={numbers()}>
              {(one) => (
                <option value={one} selected={one === number()}>
                  {nameOf(one, lines().get(one) ?? null)}
                </option>
              )}
            </For>
          </select>
          <button
            type="button"
            class="btn"
            aria-disabled={isRunning()}
            onClick={() => void start()}
          >
            {isRunning() ? words.running : label()}
          </button>
        </div>
      </Show>
      <Show when={test()}>
        {(current) => <Steps steps={storyOf(current(), call(), names())} />}
      </Show>
      <Show when={verdict().length > 0}>
        <ul class="verdict">
          <For each={verdict()}>{(sentence) => <li>{sentence}</li>}</For>
        </ul>
      </Show>
    </section>
  );
}

/** "Main line, +44 20 7946 0142". */
function nameOf(number: string, name: string | null): string {
  const written = formatNumber(number);
  return name === undefined || name === number ? written : `${name}, ${written}`;
}
