import { useNavigate } from "@solidjs/router";
import { createEffect, type JSX, on, Show } from "solid-js";
import type { Pause } from "../../../shared/pause.ts";
import { whenText, whyPaused } from "../../../shared/policy-words.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { createMinute } from "../../../shared/ui/minute.ts";
import { toast } from "../../../shared/ui/toast.tsx";
import { paused as words } from "./words.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { Band } from "../reach/band.tsx";

/** A limit was reached, or an admin paused calls out: why, until when, and who can change it. */
export function PausedBand(): JSX.Element {
  const { pause } = useWorkspace();
  const why = () => {
    const now = pause();
    return now === null ? null : whyPaused(now);
  };
  createEffect(on(why, (text) => {
    if (text !== null) announce(`${words.title}. ${text}`, "polite");
  }));
  return <Show when={pause()}>{(now) => <Paused pause={now()} />}</Show>;
}

function Paused(props: { pause: Pause }): JSX.Element {
  const navigate = useNavigate();
  const { seat, workspace } = useWorkspace();
  const now = createMinute();
  const isAdmin = () => seat()?.role === "admin";
  const why = () => whyPaused(props.pause);
  const goesOn = () => words.goesOn(whenText(props.pause.until, props.pause.timeZone, now()));
  const ask = async () => {
    await navigator.clipboard.writeText(words.request(workspace()?.name ?? "", why()));
    toast(words.requestCopied);
  };
  const action = () => {
    if (!isAdmin()) return words.ask;
    return props.pause.cause === "admin" ? words.open : words.raise;
  };
  return (
    <Band
      tone="capped"
      icon="octagon-pause"
      title={words.title}
      text={`${why()} ${words.inStillRings} ${goesOn()}`}
      action={action()}
      onAction={() => isAdmin() ? navigate("/setup/policy") : void ask()}
    />
  );
}
