// The icons of supervision: few people ever see them, so they are not with the others.
import ear from "lucide-static/icons/ear.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import speech from "lucide-static/icons/speech.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import type { JSX } from "solid-js";
import { Drawing } from "./icon.tsx";

const sources = { listen: ear, whisper: speech, join: users, leave: logOut } as const;

/** As `Icon`. */
export function MannerIcon(props: { name: keyof typeof sources; size?: number }): JSX.Element {
  return <Drawing source={sources[props.name]} size={props.size} />;
}
