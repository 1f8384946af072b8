import { createEffect, createMemo, on } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { createPlayer } from "../sound/create-player.ts";
import { remindersBy, waitingSince } from "./hold-wait.ts";
import { useLine } from "./use-line.ts";

/** Knocks in the ear of whoever lets somebody wait, once a minute. */
export function HoldReminder(): null {
  const { clock } = usePhone();
  const { call, lineUp } = useLine();
  const player = createPlayer();
  const since = createMemo(() => waitingSince(call(), lineUp()));
  createEffect(on(since, (from) => {
    if (from === null) return;
    player.load("knock");
    const due = createMemo(() => remindersBy(clock(), from));
    // What was due before this page knew of it is no news.
    createEffect(on(due, (now, before = now) => {
      if (now > before) player.play("knock", "hold");
    }));
  }));
  return null;
}
