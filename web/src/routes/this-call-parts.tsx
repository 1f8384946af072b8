// The call that goes on, or has just ended: one file, which is asked for when the phone is up.
import { later } from "../shared/later.ts";
import { createPart } from "../shared/ui/part.tsx";

const code = later(() => import("../features/this-call/this-call.tsx"));

export const loadThisCall = code.load;
export const ThisCall = createPart(code, (module) => module.ThisCall, { waits: true });
export const WrappingUp = createPart(code, (module) => module.WrappingUp, { waits: true });
