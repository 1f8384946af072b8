import { createMemo, For, type JSX, Show } from "solid-js";
import { createMinute } from "../../shared/ui/minute.ts";
import type { Pending } from "./team-server.ts";
import { invitations as words, roles } from "./words.ts";

/** Who is invited and has not come yet. */
export function InvitationList(props: {
  invitations: readonly Pending[];
  isBusy: boolean;
  onRenew: (invitation: Pending) => void;
  onWithdraw: (invitation: Pending) => void;
}): JSX.Element {
  const now = createMinute();
  const byId = createMemo(() => new Map(props.invitations.map((each) => [each.id, each])));
  const expiry = ({ expiresAt }: Pending) =>
    Date.parse(expiresAt) > now() ? words.expires(expiresAt) : words.expired(expiresAt);
  const ifFree = (act: () => void) => {
    if (!props.isBusy) act();
  };
  return (
    <ul class="people">
      {/* By id: a row that is read again stays, with the focus in it. */}
      <For each={[...byId().keys()]}>
        {(id) => (
          <Show when={byId().get(id)}>
            {(invitation) => (
              <li>
                <div class="who">
                  <p class="b">{invitation().email}</p>
                </div>
                <span class="role">{roles[invitation().role].name}</span>
                <span class="now dim sm">{expiry(invitation())}</span>
                <span class="acts">
                  <button
                    type="button"
                    class="btn sm"
                    aria-label={words.newLinkFor(invitation().email)}
                    aria-disabled={props.isBusy}
                    onClick={() => ifFree(() => props.onRenew(invitation()))}
                  >
                    {words.newLink}
                  </button>
                  <button
                    type="button"
                    class="btn sm"
                    aria-label={words.withdrawFor(invitation().email)}
                    aria-disabled={props.isBusy}
                    onClick={() => ifFree(() => props.onWithdraw(invitation()))}
                  >
                    {words.withdraw}
                  </button>
                </span>
              </li>
            )}
          </Show>
        )}
      </For>
    </ul>
  );
}
