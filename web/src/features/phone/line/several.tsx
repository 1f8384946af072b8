// What hold, a transfer and more than two on a line need, in one file that comes right after the one of every call: no
// press waits for it. What stands in its place until then is said in parts.tsx.
export { ConsultKeys, ConsultNote } from "./consult-keys.tsx";
export { LeaveKeys } from "./leave-keys.tsx";
export { RingingLines } from "./ringing-lines.tsx";
export { SeveralLamps } from "./several-lamps.tsx";
export { TargetPanel } from "./target-panel.tsx";
