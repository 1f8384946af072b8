// The parts of the dialer that come after those of a call.
import { later } from "../../../shared/later.ts";
import { createPart } from "../../../shared/ui/part.tsx";
import { FromButton } from "./from-button.tsx";

const code = later(() => import("./beside-number.tsx"));

export const PlaceHint = createPart(code, (module) => module.PlaceHint);
export const FromPicker = createPart(code, (module) => module.FromPicker, {
  meanwhile: (props, { again }) => <FromButton chosen={props.chosen} onPress={again} />,
});
