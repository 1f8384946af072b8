// The icons of what is checked or done step by step: the start of the page has no need of them.
import circleCheck from "lucide-static/icons/circle-check.svg?raw";
import circleDashed from "lucide-static/icons/circle-dashed.svg?raw";
import triangleAlert from "lucide-static/icons/triangle-alert.svg?raw";
import type { JSX } from "solid-js";
import { Drawing } from "./icon.tsx";
import { iconSources } from "./icon-sources.ts";

const sources = {
  "circle-check": circleCheck,
  "circle-dashed": circleDashed,
  "circle-alert": iconSources["circle-alert"],
  "loader-circle": iconSources["loader-circle"],
  "octagon-alert": iconSources["octagon-alert"],
  "triangle-alert": triangleAlert,
} as const;

export type StepIconName = keyof typeof sources;

/** As `Icon`. */
export function StepIcon(
  props: { name: StepIconName; size?: number; class?: string },
): JSX.Element {
  return <Drawing source={sources[props.name]} size={props.size} class={props.class} />;
}
