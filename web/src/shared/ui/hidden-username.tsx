import type { JSX } from "solid-js";
import { useSession } from "../session.tsx";

/** Tells a password manager whose new password it is: https://www.chromium.org/developers/design-documents/create-amazing-password-forms */
export function HiddenUsername(): JSX.Element {
  const session = useSession();
  return (
    <input
      class="vh"
      type="email"
      name="email"
      autocomplete="username"
      value={session.user()?.email ?? ""}
      aria-hidden="true"
      tabIndex={-1}
      readonly
    />
  );
}
