import { createEffect, on, untrack } from "solid-js";
import { initialModel, viewOf } from "../../../phone/model.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { toast } from "../../../shared/ui/toast.tsx";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { says } from "./said-words.ts";
import { announcementOf } from "./announcement.ts";
import { lineOf, partyOf } from "../party.ts";
import { callIn } from "../phases.ts";
import { tabSignOf } from "./tab-sign.ts";

/** Says each change of the phone to a screen reader, and shows it in the browser's tab. */
export function useAnnouncements(): void {
  const phone = usePhone();
  const { seat, agentNames } = useWorkspace();
  const team = () => ({ me: seat()?.id ?? 0, agents: agentNames() });
  const taker = (call: PhoneCall) =>
    call.phase === "ended" && call.takenBy !== undefined
      ? untrack(agentNames).get(call.takenBy) ?? null
      : null;

  // The first time against a phone to which nothing has happened: this comes a moment later than the phone.
  createEffect(on(phone.state, (after, before = viewOf(initialModel)) => {
    const news = announcementOf(before, after, {
      party: partyOf,
      line: lineOf,
      taker,
      team: untrack(team),
    });
    if (news) announce(news.text, news.urgency);
    const taken = callIn(after.call, "ended");
    if (taken?.ending === "elsewhere" && callIn(before.call, "ended")?.ending !== "elsewhere") {
      toast(says.tookIt(taker(taken), partyOf(taken)));
    }
  }));

  createEffect(() => {
    const sign = tabSignOf(phone.state(), phone.clock(), team());
    document.title = sign.title;
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    const icon = `/icons/${sign.icon}.svg`;
    if (link && link.getAttribute("href") !== icon) link.href = icon;
  });
}
