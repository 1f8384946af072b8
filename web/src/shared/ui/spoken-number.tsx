import type { JSX } from "solid-js";
import { formatNumber, spokenNumber } from "../phone-number.ts";

/** A number for the eye, and in groups of digits for the ear. */
export function SpokenNumber(props: { number: string }): JSX.Element {
  return (
    <>
      <span aria-hidden="true">{formatNumber(props.number)}</span>
      <span class="vh">{spokenNumber(props.number)}</span>
    </>
  );
}
