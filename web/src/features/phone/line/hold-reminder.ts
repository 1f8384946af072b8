import { createEffect, createMemo, on } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { createPlayer } from "../sound/create-player.ts";
import { besideSince, remindersBy, waitingSince } from "./hold-wait.ts";
import { useLine } from "./use-line.ts";
import { useSecond } from "./use-second.ts";

/** Knocks in the ear of whoever lets somebody wait, in this call or beside it, once a minute. */
export function HoldReminder(): null {
  const { call, lineUp } = useLine();
  const { waiting } = useSecond();
  const { seat } = useWorkspace();
  remind(() => waitingSince(call(), lineUp()));
  remind(() => {
    const beside = waiting();
    return beside && !beside.elsewhere ? besideSince(beside, seat()?.id ?? 0) : null;
  });
  return null;
}

/** @param waitsSince epoch ms; null while nobody waits */
function remind(waitsSince: () => number | null): void {
  const { clock } = usePhone();
  const player = createPlayer();
  const since = createMemo(waitsSince);
  createEffect(on(since, (from) => {
    if (from === null) return;
    player.load("knock");
    const due = createMemo(() => remindersBy(clock(), from));
    // What was due before this page knew of it is no news.
    createEffect(on(due, (now, before = now) => {
      if (now > before) player.play("knock", "hold");
    }));
  }));
}
