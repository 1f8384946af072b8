// The icons that only a call needs: they come with its code.
import type { JSX } from "solid-js";
import circleDot from "lucide-static/icons/circle-dot.svg?raw";
import grid3x3 from "lucide-static/icons/grid-3x3.svg?raw";
import mic from "lucide-static/icons/mic.svg?raw";
import micOff from "lucide-static/icons/mic-off.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import phone from "lucide-static/icons/phone.svg?raw";
import phoneForwarded from "lucide-static/icons/phone-forwarded.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import signal from "lucide-static/icons/signal.svg?raw";
import signalLow from "lucide-static/icons/signal-low.svg?raw";
import signalMedium from "lucide-static/icons/signal-medium.svg?raw";
import undo2 from "lucide-static/icons/undo-2.svg?raw";
import userPlus from "lucide-static/icons/user-plus.svg?raw";
import { Drawing } from "../../shared/ui/icon.tsx";

const sources = {
  "circle-dot": circleDot,
  "grid-3x3": grid3x3,
  mic,
  "mic-off": micOff,
  pause,
  phone,
  "phone-forwarded": phoneForwarded,
  play,
  signal,
  "signal-low": signalLow,
  "signal-medium": signalMedium,
  "undo-2": undo2,
  "user-plus": userPlus,
} as const;

export type CallIconName = keyof typeof sources;

/** As `Icon`, of a call. */
export function CallIcon(
  props: { name: CallIconName; size?: number; class?: string },
): JSX.Element {
  return <Drawing source={sources[props.name]} size={props.size} class={props.class} />;
}
