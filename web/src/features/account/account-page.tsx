import type { JSX } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { EmailForm } from "./email-form.tsx";
import { NameForm } from "./name-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { account as words } from "./words.ts";

/** The person's own account: name, address and password. */
export default function AccountPage(): JSX.Element {
  const session = useSession();
  const email = () => session.user()?.email ?? "";
  return (
    <div class="form-page">
      <PageHead title={words.title} sub={words.signedInAs(email())} />
      <NameForm />
      <EmailForm current={email()} />
      <PasswordForm email={email()} />
    </div>
  );
}
