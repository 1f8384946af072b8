import type { JSX } from "solid-js";
import { Icon } from "./icon.tsx";

/** What is wrong, or may go wrong, as a line in the page. */
export function Warning(props: {
  id?: string;
  class?: string | undefined;
  /** Where it comes while somebody looks: it is read out. */
  role?: "status";
  children: JSX.Element;
}): JSX.Element {
  return (
    <p id={props.id} class={`problem ${props.class ?? ""}`} role={props.role}>
      <Icon name="circle-alert" />
      <span>{props.children}</span>
    </p>
  );
}
