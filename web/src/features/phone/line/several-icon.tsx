// The icons that only a call with several people needs: they come with its code.
import type { JSX } from "solid-js";
import arrowUpDown from "lucide-static/icons/arrow-up-down.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import { Drawing } from "../../../shared/ui/icon.tsx";

const sources = { "arrow-up-down": arrowUpDown, "log-out": logOut, users } as const;

export function SeveralIcon(props: { name: keyof typeof sources }): JSX.Element {
  return <Drawing source={sources[props.name]} />;
}
