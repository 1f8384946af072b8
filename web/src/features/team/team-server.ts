import * as v from "valibot";
import {
  E164Schema,
  IdSchema,
  MomentSchema,
  type Role,
  RoleSchema,
} from "../../../../supabase/functions/_shared/contracts/fields.ts";
import {
  type InviteAnswer,
  InviteAnswerSchema,
} from "../../../../supabase/functions/_shared/contracts/invite.ts";
import { callRpc, codeOf, type RpcClient } from "../../shared/call-rpc.ts";
import { callFunction, type FunctionClient } from "../../shared/functions.ts";
import { type Problem, problemOf, type Result } from "../../shared/problem.ts";
import { readAllRows, type RowsClient } from "../../shared/read-rows.ts";

const PersonSchema = v.pipe(
  v.object({
    agent_id: IdSchema,
    display_name: v.string(),
    email: v.nullable(v.string()),
    role: RoleSchema,
    active: v.boolean(),
    heard_at: v.nullable(MomentSchema),
    numbers: v.array(v.object({ number: E164Schema, rings: v.boolean() })),
  }),
  v.transform(({ agent_id: agentId, display_name: name, heard_at: heardAt, ...rest }) => ({
    agentId,
    name,
    /** When their dialer was last heard; null when they never were online. */
    heardAt,
    ...rest,
  })),
);

const PendingSchema = v.pipe(
  v.object({ id: IdSchema, email: v.string(), role: RoleSchema, expires_at: MomentSchema }),
  v.transform(({ expires_at: expiresAt, ...rest }) => ({ expiresAt, ...rest })),
);

const DoneSchema = v.object({ ok: v.literal(true) });
const TeamSchema = v.object({ ok: v.literal(true), people: v.array(PersonSchema) });

/** Somebody with a seat in the workspace, as its admins see them. */
export type Person = v.InferOutput<typeof PersonSchema>;
/** An invitation that nobody has accepted yet, perhaps expired. */
export type Pending = v.InferOutput<typeof PendingSchema>;

export interface Team {
  people: Person[];
  invitations: Pending[];
}

/** What an admin can change of a seat. */
export type SeatChange = { role: Role } | { active: boolean } | { display_name: string };

/** The people of one workspace, for its admins. None of these throws. */
export interface TeamServer {
  read: () => Promise<Result<Team>>;
  /** Null when it worked. */
  change: (agentId: number, change: SeatChange) => Promise<Problem | null>;
  /** Makes a link; one of the same address that is pending dies. */
  invite: (email: string, role: Role) => Promise<Result<InviteAnswer>>;
  /** Null when it worked. */
  withdraw: (invitationId: number) => Promise<Problem | null>;
}

/** The parts of the client that the page needs. */
export type TeamClient = RpcClient & RowsClient & FunctionClient;

export function teamServer(client: TeamClient, workspaceId: number): TeamServer {
  return {
    async read() {
      const [team, invitations] = await Promise.all([
        callRpc(client, "team", { workspace_id: workspaceId }, TeamSchema),
        readInvitations().catch(() => null),
      ]);
      if (!team.ok) return team;
      if (invitations === null) return { ok: false, problem: problemOf("E-DATABASE") };
      return { ok: true, value: { people: team.value.people, invitations } };
    },
    async change(agentId, change) {
      const seat = client.from("agent").update(change).eq("workspace_id", workspaceId);
      const { data, error, status } = await seat.eq("id", agentId).select("id");
      if (!error) return data.length === 1 ? null : problemOf("E-ADMIN");
      // The only check that this page can run into: names are checked before they are sent.
      if (error.code === "23514") return problemOf("E-LAST-ADMIN");
      return problemOf(codeOf(status, error));
    },
    invite: (email, role) =>
      callFunction(client, "invite", { workspaceId, email, role }, InviteAnswerSchema),
    async withdraw(invitationId) {
      const args = { invitation_id: invitationId };
      const done = await callRpc(client, "withdraw_invitation", args, DoneSchema);
      return done.ok ? null : done.problem;
    },
  };

  function readInvitations(): Promise<Pending[]> {
    const pending = () =>
      client.from("invitation").select("id,email,role,expires_at")
        .eq("workspace_id", workspaceId).is("accepted_at", null).is("withdrawn_at", null)
        .order("email").order("id");
    return readAllRows(pending, PendingSchema);
  }
}
