import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { permission } from "./notice-permission.ts";
import { openNotifier } from "./notifier.ts";
import { callIn } from "../phases.ts";
import { noticeOf } from "./ring-notice.ts";

/** Shows who calls over other windows, while nobody looks at this one. */
export function useRingNotice(): void {
  const { state, actions, clock } = usePhone();
  const { agentNames } = useWorkspace();
  const isSeen = createSeen();
  const [seenSince, setSeenSince] = createSignal<number | null>(null);
  const incoming = () => callIn(state().call, "incoming") ?? callIn(state().second, "incoming");
  const isSecond = () => state().second?.phase === "incoming";

  const notifier = openNotifier(({ since, choice }) => {
    if (untrack(incoming)?.since !== since) return false;
    if (choice === "answer") actions()?.[isSecond() ? "answerSecond" : "answer"]();
    if (choice === "decline") actions()?.[isSecond() ? "declineSecond" : "decline"]();
    return true;
  });
  onCleanup(notifier.end);
  createEffect(on(permission, notifier.close));

  createEffect(() => {
    const call = incoming();
    if (call && isSeen()) setSeenSince(call.since);
  });
  // By its text: a call tells more often of itself than this changes.
  const notice = createMemo(
    () => noticeOf(incoming(), clock(), seenSince(), agentNames()),
    null,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  createEffect(on(notice, (now) => now ? notifier.show(now) : notifier.close(), { defer: true }));
}

/** Whether somebody can see this tab: it is in front, and its window has the focus. */
function createSeen(): () => boolean {
  const look = () => document.visibilityState === "visible" && document.hasFocus();
  const [seen, setSeen] = createSignal(look());
  const looks = () => setSeen(look());
  document.addEventListener("visibilitychange", looks);
  addEventListener("focus", looks);
  addEventListener("blur", looks);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", looks);
    removeEventListener("focus", looks);
    removeEventListener("blur", looks);
  });
  return seen;
}
