// The icons of supervision: few people ever see them, so they are not with the others.
import ear from "lucide-static/icons/ear.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import speech from "lucide-static/icons/speech.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import { createRenderEffect, type JSX } from "solid-js";

const sources = { listen: ear, whisper: speech, join: users, leave: logOut } as const;

/** As `Icon`. */
export function MannerIcon(
  props: { name: keyof typeof sources; size?: number; class?: string },
): JSX.Element {
  const draw = (svg: SVGSVGElement) =>
    createRenderEffect(() => {
      const drawing = new DOMParser().parseFromString(sources[props.name], "image/svg+xml");
      svg.replaceChildren(...document.importNode(drawing.documentElement, true).children);
    });
  return (
    <svg
      ref={draw}
      class={`i ${props.class ?? ""}`}
      viewBox="0 0 24 24"
      width={props.size ?? 16}
      height={props.size ?? 16}
      aria-hidden="true"
    />
  );
}
