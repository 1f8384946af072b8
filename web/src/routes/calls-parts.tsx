// The page of calls, and what else shows calls: one file, which is asked for as soon as the dialer is drawn.
import { later } from "../shared/later.ts";
import { createPart } from "../shared/ui/part.tsx";
import { Show } from "solid-js";
import { PageMissing } from "./page-missing.tsx";

const code = later(() => import("./calls-page.tsx"));

export const CallsPage = createPart(code, (module) => module.CallsPage, {
  meanwhile: (_, { failed }) => (
    <Show when={failed()}>
      <PageMissing />
    </Show>
  ),
});
export const RecentCalls = createPart(code, (module) => module.RecentCalls);
export const WrappingUp = createPart(code, (module) => module.WrappingUp);
export const LastCall = createPart(code, (module) => module.LastCall);
