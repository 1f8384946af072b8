import type { JSX } from "solid-js";
import pictureInPicture2 from "lucide-static/icons/picture-in-picture-2.svg?raw";
import { Drawing } from "../../../shared/ui/icon.tsx";

/** A window on top of another one. */
export function OnTopIcon(props: { size?: number }): JSX.Element {
  return <Drawing source={pictureInPicture2} size={props.size} />;
}
