// What opens at a press on the dialer, and what is said beside its number, in one file that comes right after the one of every
// call (after-start.tsx). What stands in its place until then is said in parts.tsx.
export { FromPicker } from "./dial/from-picker.tsx";
export { PlaceHint } from "./dial/place-hint.tsx";
export { PresenceMenu } from "./reach/presence-menu.tsx";
export { WorkspaceSwitcher } from "./workspace-switcher.tsx";
