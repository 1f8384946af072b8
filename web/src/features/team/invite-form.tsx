import * as v from "valibot";
import { createSignal, type JSX } from "solid-js";
import type { Role } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { EmailSchema } from "../../../../supabase/functions/_shared/contracts/invite.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { RoleSelect } from "./role-select.tsx";
import { invitations as words, roles } from "./words.ts";

/**
 * Address and role of a new invitation.
 * @param props.onInvite answers whether it was made: what was typed stays until then
 */
export function InviteForm(props: {
  isBusy: boolean;
  onInvite: (email: string, role: Role) => Promise<boolean>;
}): JSX.Element {
  const [email, setEmail] = createSignal("");
  const [role, setRole] = createSignal<Role>("agent");
  const form = createFormState();
  let field: HTMLInputElement | undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (props.isBusy) return;
    const typed = v.safeParse(EmailSchema, email());
    if (!typed.success) return form.fail({ text: words.emailFirst }, field);
    form.clear();
    if (await props.onInvite(typed.output, role())) setEmail("");
  };

  return (
    <form class="invite" onSubmit={(event) => void submit(event)} novalidate>
      <div class="grow">
        <label class="lbl" for="invite-email">{words.email}</label>
        <span class="field">
          <input
            id="invite-email"
            ref={(element) => (field = element)}
            type="email"
            autocomplete="off"
            value={email()}
            aria-describedby={form.describedBy()}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </span>
      </div>
      <div>
        <label class="lbl" for="invite-role">{words.role}</label>
        <RoleSelect id="invite-role" role={role()} onPick={setRole} />
      </div>
      <button type="submit" class="btn pri" aria-disabled={props.isBusy}>
        {props.isBusy ? words.inviting : words.invite}
      </button>
      <p class="wide dim3 sm">{roles[role()].may}. {words.sub}</p>
      <Failure of={form} class="wide" />
    </form>
  );
}
