// The page of calls, with what is written of one of them, and what else shows calls.
import { createSignal, type JSX, onCleanup } from "solid-js";
import type { CallRow } from "../calls/calls.tsx";
import { CallsPage as CallLog } from "../features/calls/calls-page.tsx";
import { later } from "../shared/later.ts";
import { afterStart } from "../shared/start-phase.ts";
import { createPart } from "../shared/ui/part.tsx";

export { LastCall, RecentCalls } from "../features/calls/calls-page.tsx";

const code = later(() => import("../features/this-call/this-call.tsx"));
const ThisCall = createPart(code, (module) => module.ThisCall, { waits: true });
const Band = createPart(code, (module) => module.WrappingUp, { waits: true });

export function CallsPage(props: { onCall: (call: CallRow) => void }): JSX.Element {
  const [opened, open] = createSignal<number | null>(null);
  loadSoon();
  return (
    <>
      <ThisCall opened={opened()} onClose={() => open(null)} />
      <CallLog onCall={props.onCall} onNotes={(call) => open(call.id)} />
    </>
  );
}

export function WrappingUp(): JSX.Element {
  loadSoon();
  return <Band />;
}

/** As soon as the phone is up: no call waits for it. */
function loadSoon(): void {
  onCleanup(afterStart(() => void code.load()));
}
