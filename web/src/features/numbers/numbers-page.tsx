import { useLocation, useNavigate } from "@solidjs/router";
import {
  createEffect,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
} from "solid-js";
import { followAdminChanges } from "../../shared/admin-changes.ts";
import type { FunctionClient } from "../../shared/functions.ts";
import type { TopicClient } from "../../shared/live-topic.ts";
import type { RowsClient } from "../../shared/read-rows.ts";
import { StepIcon } from "../../shared/ui/step-icon.tsx";
import { onWake } from "../../shared/wake.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import "../../styles/numbers.css";
import { BuyPanel } from "./buy-panel.tsx";
import { NumberDetail } from "./number-detail.tsx";
import { NumberList } from "./number-list.tsx";
import { type Board, emptyBoard, numbersBoard } from "./numbers-board.ts";
import { numbersServer } from "./numbers-server.ts";
import { numbersTable } from "./numbers-table.ts";
import { Unreadable } from "./unreadable.tsx";
import { numbers as words } from "./words.ts";

/** The workspace's numbers: names, who may call from them and whom they ring; buying and releasing. */
export default function NumbersPage(
  props: { client: RowsClient & FunctionClient & TopicClient; workspaceId: number },
): JSX.Element {
  const { colleagues, refresh } = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const [board, setBoard] = createSignal<Board>(emptyBoard);
  // The page is made anew for another workspace.
  const { client, workspaceId } = untrack(() => props);
  const server = numbersServer(client, workspaceId);
  const table = numbersTable(client, workspaceId);
  const changes = numbersBoard({ table, server, report: setBoard });
  const load = async () => {
    await changes.load();
    if (board().tookIn.length > 0) refresh();
  };
  onMount(() => void load());
  onCleanup(onWake(() => void changes.readRows()));
  onCleanup(followAdminChanges(client, workspaceId, (action) => void changes.heard(action)));

  const query = () => new URLSearchParams(location.search);
  const isBuying = () => query().has("buy");
  const asked = () => board().rows.numbers.find(({ id }) => id === Number(query().get("number")));
  /** The number that was open has left the workspace meanwhile. */
  const isGone = () => board().status === "ready" && query().has("number") && asked() === undefined;
  const chosen = () => isBuying() || isGone() ? null : asked() ?? board().rows.numbers[0] ?? null;
  let title: HTMLHeadingElement | undefined;
  let isOpen = true;
  onCleanup(() => (isOpen = false));
  // On a narrow page the list and what it opens take turns: what was pressed may be hidden now.
  createEffect(on(() => location.search, () => {
    const { activeElement } = document;
    const isHidden = activeElement instanceof HTMLElement && activeElement.offsetParent === null;
    if (isHidden) title?.focus();
  }, { defer: true }));
  /** After a purchase or a removal: what was pressed is gone, so the focus goes to the page's name. */
  const open = async (number: string | null) => {
    await load();
    refresh();
    // Whoever went to another page meanwhile stays there.
    if (!isOpen) return;
    const id = board().rows.numbers.find((each) => each.number === number)?.id;
    navigate(id === undefined ? "/setup/numbers" : `/setup/numbers?number=${id}`, {
      replace: true,
    });
    title?.focus();
  };

  return (
    <div
      class="grow numbers-page"
      classList={{ "has-choice": isBuying() || asked() !== undefined || isGone() }}
    >
      <div class="side">
        <header class="pg-h">
          <h1 class="grow" tabindex={-1} ref={(element) => (title = element)}>{words.title}</h1>
          <a href="/setup/numbers?buy" class="btn sm">{words.buy}</a>
        </header>
        <Show when={board().status === "loading"}>
          <p class="dim late" role="status">{words.loading}</p>
        </Show>
        <Show when={board().status === "failed"}>
          <p role="alert">
            {words.failed}{" "}
            <button type="button" class="btn sm" onClick={() => void load()}>{words.again}</button>
          </p>
        </Show>
        <Show when={board().status === "ready"}>
          <NumberList board={board()} people={colleagues()} chosen={chosen()} />
        </Show>
        <Show when={board().tookIn.length > 0}>
          <p class="sm took-in" role="status">
            <StepIcon name="circle-check" />
            <span>{words.tookIn(board().tookIn)}</span>
          </p>
        </Show>
        <Show when={board().problem}>
          {(problem) => (
            <div class="sm">
              <Unreadable problem={problem()}>
                <p class="dim">{words.connectFirst}</p>
              </Unreadable>
            </div>
          )}
        </Show>
      </div>
      <Show when={isBuying()}>
        <BuyPanel
          server={server}
          account={board().account}
          people={colleagues()}
          onBought={(number) => void open(number)}
        />
      </Show>
      <Show when={isGone()}>
        <div class="detail">
          <a href="/setup/numbers" class="back sm">{words.all}</a>
          <p class="dim" role="status">{words.leftHere}</p>
        </div>
      </Show>
      <Show when={chosen()?.id} keyed>
        <Show when={chosen()}>
          {(number) => (
            <NumberDetail
              number={number()}
              board={board()}
              changes={changes}
              server={server}
              people={colleagues()}
              onRemoved={() => void open(null)}
            />
          )}
        </Show>
      </Show>
    </div>
  );
}
