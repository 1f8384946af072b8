import type { JSX } from "solid-js";
import { Mini } from "../../../web/src/features/phone/on-top/mini.tsx";
import "../../../web/src/styles/app.css";
import "../../../web/src/styles/line.css";

/** What stands in the window on top of others, in a page of its own. */
export function MiniPage(): JSX.Element {
  return <Mini onOpen={() => window.gallery.asked.push("open")} />;
}
