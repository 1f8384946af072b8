// The parts of the phone that come later, and what stands in the place of each until then.
import { later } from "../../shared/later.ts";
import { createPart } from "../../shared/ui/part.tsx";
import { FromButton } from "./dial/from-button.tsx";
import { PresenceButton, WorkspaceButton } from "./head-buttons.tsx";
import { PlainCall } from "./lamps/plain-call.tsx";

const code = later(() => import("./after-start.tsx"));
const menus = later(() => import("./menus.tsx"));
const supervision = later(() => import("./supervision/supervision-panel.tsx"));
const paused = later(() => import("./dial/paused-band.tsx"));
const people = later(() => import("./dial/people.tsx"));
const settings = later(() => import("./sound/sound-settings.tsx"));
const notConnected = later(() => import("./reach/not-connected-band.tsx"));
const beside = later(() => import("./after-ready.tsx"));

/** Asks for what a call needs, ahead of the first one, then for what a press opens. */
export async function loadParts(): Promise<void> {
  await code.load();
  await menus.load();
}
/** They did not come when they were asked for last. */
export const partsFailed = code.failed;
export const loadSoundSettings = settings.load;

export const CallPanel = createPart(code, (module) => module.CallPanel, {
  meanwhile: (props) => <PlainCall call={props.call} />,
});
export const IncomingPanel = createPart(code, (module) => module.IncomingPanel, {
  meanwhile: (props) => <PlainCall call={props.call} />,
});
export const CallStrip = createPart(code, (module) => module.CallStrip, { waits: true });
export const EndedBand = createPart(code, (module) => module.EndedBand);
export const PlaceHint = createPart(menus, (module) => module.PlaceHint, { waits: true });
export const PausedBand = createPart(paused, (module) => module.PausedBand);
export const Background = createPart(code, (module) => module.Background, { waits: true });
export const FromPicker = createPart(menus, (module) => module.FromPicker, {
  meanwhile: (props, { again }) => <FromButton chosen={props.chosen} onPress={again} />,
  waits: true,
});

export const PresenceMenu = createPart(menus, (module) => module.PresenceMenu, {
  meanwhile: (_, { again }) => <PresenceButton onPress={again} />,
  waits: true,
});
export const WorkspaceSwitcher = createPart(menus, (module) => module.WorkspaceSwitcher, {
  meanwhile: (_, { again }) => <WorkspaceButton onPress={again} />,
  waits: true,
});

export const SupervisionPanel = createPart(supervision, (module) => module.SupervisionPanel);
export const NotConnectedBand = createPart(notConnected, (module) => module.NotConnectedBand);
export const People = createPart(people, (module) => module.People);
export const SoundSettings = createPart(settings, (module) => module.SoundSettings);
/** What works beside the phone from the moment that it is reachable. */
export const AfterReady = createPart(beside, (module) => module.AfterReady);
