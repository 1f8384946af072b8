import { createRenderEffect, type JSX } from "solid-js";
import { type IconName, iconSources } from "./icon-sources.ts";

/** By their source. */
const parsed = new Map<string, readonly Element[]>();

/** The shapes of an icon; parsed once, since a row of the list of calls needs them often. */
function shapesOf(source: string): Element[] {
  let shapes = parsed.get(source);
  if (!shapes) {
    const drawing = new DOMParser().parseFromString(source, "image/svg+xml");
    shapes = [...drawing.documentElement.children];
    parsed.set(source, shapes);
  }
  return shapes.map((shape) => document.importNode(shape, true));
}

export type { IconName } from "./icon-sources.ts";

/**
 * A picture beside a word; hidden from screen readers, since the word says it.
 * @param props.size pixels at the usual root font size, 16 when left out
 */
export function Icon(
  props: { name: IconName; size?: number | undefined; class?: string | undefined },
): JSX.Element {
  return <Drawing source={iconSources[props.name]} size={props.size} class={props.class} />;
}

/** The same by its SVG text, for icons whose text comes later than the page. */
export function Drawing(
  props: { source: string; size?: number | undefined; class?: string | undefined },
): JSX.Element {
  const draw = (svg: SVGSVGElement) =>
    createRenderEffect(() => svg.replaceChildren(...shapesOf(props.source)));
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
