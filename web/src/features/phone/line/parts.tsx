// The parts of a call with several people that come later, and what stands in the place of each until then.
import { later } from "../../../shared/later.ts";
import { createPart } from "../../../shared/ui/part.tsx";
import { HangUp } from "../keys/hang-up.tsx";
import { line } from "./words.ts";

const code = later(() => import("./several.tsx"));

/** Asks for it ahead of the first press. */
export const loadSeveral = code.load;

export const SeveralLamps = createPart(code, (module) => module.SeveralLamps, {
  meanwhile: (props) => <>{props.meanwhile}</>,
});
export const ConsultKeys = createPart(code, (module) => module.ConsultKeys);
export const ConsultNote = createPart(code, (module) => module.ConsultNote);
export const LeaveKeys = createPart(code, (module) => module.LeaveKeys, {
  meanwhile: () => <HangUp label={line.end} />,
});
export const RingingLines = createPart(code, (module) => module.RingingLines);
export const TargetPanel = createPart(code, (module) => module.TargetPanel);
