// What can be done in a talk, in one file that comes right after the one of every call (after-start.tsx): no press waits
// for it. What stands in its place until then is said in parts.tsx.
export { InCallKeypad } from "../keys/in-call-keypad.tsx";
export { OnTop } from "../on-top/on-top.tsx";
export { RecordingLine } from "../recording/recording-line.tsx";
export { ConsultKeys, ConsultNote } from "./consult-keys.tsx";
export { HoldReminder } from "./hold-reminder.ts";
export { LeaveKeys } from "./leave-keys.tsx";
export { KnockPanel, WaitingCall } from "./second-call.tsx";
export { RingingLines } from "./ringing-lines.tsx";
export { SeveralLamps } from "./several-lamps.tsx";
export { SupervisedLine } from "../supervision/supervised-line.tsx";
