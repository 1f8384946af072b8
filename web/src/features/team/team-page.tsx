import { createMemo, createSignal, For, type JSX, Show, untrack } from "solid-js";
import type { Role } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { followAdminChanges } from "../../shared/admin-changes.ts";
import { followTopic, type TopicClient } from "../../shared/live-topic.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { AskDialog } from "../../shared/ui/ask-dialog.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { toast } from "../../shared/ui/toast.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import "../../styles/team.css";
import { createTeam } from "./create-team.ts";
import { InvitationList } from "./invitation-list.tsx";
import { InviteForm } from "./invite-form.tsx";
import { NewLink } from "./new-link.tsx";
import { PersonRow } from "./person-row.tsx";
import { inOrder, isLastAdmin, ringNobodyWithout } from "./team-rules.ts";
import { type Pending, type Person, type TeamClient, teamServer } from "./team-server.ts";
import { invitations as inviting, leave, team as words } from "./words.ts";

/** What the admin is about to do to their own seat, and can't undo. */
interface Leaving {
  title: string;
  text: string;
  confirm: string;
  go: () => void;
}

/** The people of the workspace: who they are, what they may do, who is invited. */
export default function TeamPage(
  props: { client: TeamClient & TopicClient; workspaceId: number },
): JSX.Element {
  const { seat, workspace, colleagues } = useWorkspace();
  // The page is made anew for another workspace.
  const { client, workspaceId } = untrack(() => props);
  const team = createTeam(
    teamServer(client, workspaceId),
    (onChange) => {
      const unfollowSeats = followTopic(client, `workspace:${workspaceId}:presence`, {
        event: "seat",
        onJoin: onChange,
        onPayload: onChange,
      });
      const unfollowChanges = followAdminChanges(client, workspaceId, (action) => {
        if (action === null || /^(invitation|number)[.]/.test(action)) onChange();
      });
      return () => {
        unfollowSeats();
        unfollowChanges();
      };
    },
  );
  const [leaving, setLeaving] = createSignal<Leaving | null>(null);

  const people = () => team.team()?.people ?? [];
  const byId = createMemo(() => new Map(people().map((person) => [person.agentId, person])));
  const isMe = (person: Person) => person.agentId === seat()?.id;
  const statusOf = (person: Person) =>
    colleagues().find(({ agentId }) => agentId === person.agentId)?.status ?? "offline";
  const problemAt = (at: number | "invitations") => {
    const failed = team.failed();
    return failed?.at === at ? failed.problem : null;
  };

  const rename = async (person: Person, name: string) => {
    const done = await team.change(person.agentId, { display_name: name });
    if (done) toast(words.renamed(name));
    return done;
  };
  const setRole = (person: Person, role: Role) => {
    const go = async () => {
      if (await team.change(person.agentId, { role })) toast(words.roleChanged(person.name, role));
    };
    if (isMe(person)) setLeaving({ ...leave.admin(role), go: () => void go() });
    else void go();
  };
  const setActive = (person: Person, active: boolean) => {
    const silent = ringNobodyWithout(person, people()).map(formatNumber);
    const go = async () => {
      if (!await team.change(person.agentId, { active })) return;
      toast(active ? words.switchedOn(person.name) : words.switchedOff(person.name, silent));
    };
    if (isMe(person)) setLeaving({ ...leave.off(workspace()?.name ?? ""), go: () => void go() });
    else void go();
  };
  const withdraw = async ({ id, email }: Pending) => {
    if (!await team.withdraw(id)) return;
    toast(inviting.withdrawn(email));
    document.getElementById("invite-email")?.focus();
  };
  const closeLink = () => {
    team.forgetLink();
    document.getElementById("invite-email")?.focus();
  };

  return (
    <div class="grow team">
      <PageHead title={words.title} sub={words.sub} />
      <Show when={team.unread()}>{(problem) => <ProblemLines problem={problem()} />}</Show>
      <Show
        when={team.team()}
        fallback={
          <Show when={!team.unread()}>
            <p class="dim late">{words.loading}</p>
          </Show>
        }
      >
        {(found) => (
          <>
            <section aria-labelledby="invite-title">
              <h2 id="invite-title">{inviting.title}</h2>
              <InviteForm isBusy={team.isBusy()} onInvite={team.invite} />
              <Show when={problemAt("invitations")}>
                {(problem) => (
                  <div role="alert">
                    <ProblemLines problem={problem()} />
                  </div>
                )}
              </Show>
              <Show when={team.made()} keyed>
                {(made) => <NewLink made={made} works={team.isPending()} onClose={closeLink} />}
              </Show>
            </section>
            <Show when={found().invitations.length > 0}>
              <section aria-labelledby="invited-title">
                <h2 id="invited-title">{inviting.pending}</h2>
                <InvitationList
                  invitations={found().invitations}
                  isBusy={team.isBusy()}
                  onRenew={({ email, role }) => void team.invite(email, role)}
                  onWithdraw={(invitation) => void withdraw(invitation)}
                />
              </section>
            </Show>
            <section aria-labelledby="people-title">
              <h2 id="people-title">{words.people}</h2>
              <ul class="people">
                {/* By id: a row that is read again stays, with what is typed in it. */}
                <For each={inOrder(people()).map(({ agentId }) => agentId)}>
                  {(agentId) => (
                    <Show when={byId().get(agentId)}>
                      {(person) => (
                        <PersonRow
                          person={person()}
                          isMe={isMe(person())}
                          isLastAdmin={isLastAdmin(person(), people())}
                          status={statusOf(person())}
                          problem={problemAt(agentId)}
                          isBusy={team.isBusy()}
                          onRename={(name) => rename(person(), name)}
                          onRole={(role) => setRole(person(), role)}
                          onSwitch={(active) => setActive(person(), active)}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
            </section>
          </>
        )}
      </Show>
      <Show when={leaving()}>
        {(asked) => (
          <AskDialog
            title={asked().title}
            text={asked().text}
            confirm={asked().confirm}
            cancel={leave.cancel}
            onConfirm={() => {
              asked().go();
              setLeaving(null);
            }}
            onCancel={() => setLeaving(null)}
          />
        )}
      </Show>
    </div>
  );
}
