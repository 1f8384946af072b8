import { createRenderEffect, type JSX } from "solid-js";
import { type IconName, iconSources } from "./icon-sources.ts";

const parsed = new Map<IconName, readonly Element[]>();

/** The shapes of an icon; parsed once, since a row of the list of calls needs them often. */
function shapesOf(name: IconName): Element[] {
  let shapes = parsed.get(name);
  if (!shapes) {
    const drawing = new DOMParser().parseFromString(iconSources[name], "image/svg+xml");
    shapes = [...drawing.documentElement.children];
    parsed.set(name, shapes);
  }
  return shapes.map((shape) => document.importNode(shape, true));
}

export type { IconName } from "./icon-sources.ts";

/**
 * A picture beside a word; hidden from screen readers, since the word says it.
 * @param props.size pixels at the usual root font size, 16 when left out
 */
export function Icon(props: { name: IconName; size?: number; class?: string }): JSX.Element {
  const draw = (svg: SVGSVGElement) =>
    createRenderEffect(() => svg.replaceChildren(...shapesOf(props.name)));
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
