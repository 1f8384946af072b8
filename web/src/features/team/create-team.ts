import { createSignal, onCleanup, onMount } from "solid-js";
import type { InviteAnswer } from "../../../../supabase/functions/_shared/contracts/invite.ts";
import { oneAtATime } from "../../shared/one-at-a-time.ts";
import type { Problem } from "../../shared/problem.ts";
import { onWake } from "../../shared/wake.ts";
import type { SeatChange, Team, TeamServer } from "./team-server.ts";

/** A failure, beside what it happened to: a seat's id, or the invitations. */
export interface Failed {
  at: number | "invitations";
  problem: Problem;
}

/**
 * The people and invitations of a workspace, live, and what is done to them. One thing at a time.
 * @param follow is told what to do when somebody's seat, numbers or invitation has changed; answers how to stop
 */
export function createTeam(server: TeamServer, follow: (onChange: () => void) => () => void) {
  const [team, setTeam] = createSignal<Team | null>(null);
  const [unread, setUnread] = createSignal<Problem | null>(null);
  const [failed, setFailed] = createSignal<Failed | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const [made, setMade] = createSignal<InviteAnswer | null>(null);
  const read = oneAtATime(async () => {
    const answer = await server.read();
    setUnread(answer.ok ? null : answer.problem);
    if (answer.ok) setTeam(answer.value);
  });
  /** Whether the link that is shown still works: somebody else may have withdrawn or renewed it, or it was used. */
  const isPending = () => team()?.invitations.some(({ id }) => id === made()?.invitationId) ?? true;

  /** Answers whether it worked; then the lists are read again. */
  async function act(at: Failed["at"], run: () => Promise<Problem | null>): Promise<boolean> {
    setBusy(true);
    setFailed(null);
    const problem = await run();
    setBusy(false);
    if (problem) setFailed({ at, problem });
    else await read();
    return problem === null;
  }

  onMount(() => void read());
  onCleanup(follow(() => void read()));
  onCleanup(onWake(() => void read()));

  return {
    team,
    unread,
    failed,
    isBusy,
    /** The invitation that was made last, with its link; null when it was put away. */
    made,
    isPending,
    forgetLink: () => setMade(null),
    change: (agentId: number, change: SeatChange) =>
      act(agentId, () => server.change(agentId, change)),
    invite: (...invited: Parameters<TeamServer["invite"]>) =>
      act("invitations", async () => {
        setMade(null);
        const answer = await server.invite(...invited);
        if (!answer.ok) return answer.problem;
        // Not before the list has it: a link whose invitation is not there shows as dead.
        await read();
        setMade(answer.value);
        return null;
      }),
    async withdraw(id: number) {
      const done = await act("invitations", () => server.withdraw(id));
      // Its link is of no use any more.
      setMade((last) => done && last?.invitationId === id ? null : last);
      return done;
    },
  };
}
