// What stands beside the number that is dialled, in one file: where it is, and which line it is called from.
export { FromPicker } from "./from-picker.tsx";
export { PlaceHint } from "./place-hint.tsx";
