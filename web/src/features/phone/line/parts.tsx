// The parts of a talk that come later, and what stands in the place of each until then.
import { later } from "../../../shared/later.ts";
import { createPart } from "../../../shared/ui/part.tsx";
import { HangUp } from "../keys/hang-up.tsx";
import { PlainCall } from "../lamps/plain-call.tsx";
import { line } from "./words.ts";

const code = later(() => import("./in-call.tsx"));
const targets = later(() => import("./target-panel.tsx"));
const offer = later(() => import("./offer-panel.tsx"));

/** Asks for all that a press in a talk can need, ahead of the first one. */
export async function loadInCall(): Promise<void> {
  await code.load();
  await targets.load();
}

export const InCallKeypad = createPart(code, (module) => module.InCallKeypad);
export const SeveralLamps = createPart(code, (module) => module.SeveralLamps, {
  meanwhile: (props) => <>{props.meanwhile}</>,
});
export const ConsultKeys = createPart(code, (module) => module.ConsultKeys);
export const ConsultNote = createPart(code, (module) => module.ConsultNote);
export const LeaveKeys = createPart(code, (module) => module.LeaveKeys, {
  meanwhile: () => <HangUp label={line.end} />,
});
export const RecordingLine = createPart(code, (module) => module.RecordingLine);
export const RingingLines = createPart(code, (module) => module.RingingLines);
export const KnockPanel = createPart(code, (module) => module.KnockPanel);
export const WaitingCall = createPart(code, (module) => module.WaitingCall);
export const SupervisedLine = createPart(code, (module) => module.SupervisedLine);
/** Another one than of every call: hardly ever needed. */
export const OfferPanel = createPart(offer, (module) => module.OfferPanel, {
  meanwhile: (props) => <PlainCall call={props.call} />,
});
export const TargetPanel = createPart(targets, (module) => module.TargetPanel);
export const HoldReminder = createPart(code, (module) => module.HoldReminder, { waits: true });
export const OnTop = createPart(code, (module) => module.OnTop, { waits: true });
