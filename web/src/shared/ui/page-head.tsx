import type { JSX } from "solid-js";

/** What a page is, and one line of what it is for. */
export function PageHead(
  props: { title: string; sub: string; children?: JSX.Element },
): JSX.Element {
  return (
    <header class="pg-h">
      <div class="grow">
        <h1>{props.title}</h1>
        <p class="dim n">{props.sub}</p>
      </div>
      {props.children}
    </header>
  );
}
