import type { JSX } from "solid-js";

/** Tells a password manager whose new password it is: https://www.chromium.org/developers/design-documents/create-amazing-password-forms */
export function HiddenUsername(props: { email: string }): JSX.Element {
  return (
    <input
      class="vh"
      type="email"
      name="email"
      autocomplete="username"
      value={props.email}
      aria-hidden="true"
      tabIndex={-1}
      readonly
    />
  );
}
