import * as v from "valibot";
import { IdSchema, MomentSchema, type Role } from "../contracts/fields.ts";
import { type Database, parseAnswer } from "./database.ts";

const MadeSchema = v.object({
  ok: v.literal(true),
  invitation_id: IdSchema,
  email: v.string(),
  expires_at: MomentSchema,
  workspace_name: v.string(),
  invited_by: v.string(),
});

/** An invitation as the database keeps it, and the names that its mail says. */
export interface Invitation {
  id: number;
  email: string;
  expiresAt: string;
  workspaceName: string;
  invitedBy: string;
}

/**
 * Makes an invitation in the place of a pending one for the same address.
 * @param invited.tokenHash the SHA-256 of the link's token, hexadecimal
 * @throws Failure `E-SEAT`, `E-ADMIN`, `E-INVITE-SEATED`, `E-INVITE-LIMIT`,
 * `E-INVITE-REPEATED`
 */
export async function makeInvitation(
  database: Database,
  admin: { userId: string; workspaceId: number },
  invited: { email: string; role: Role; tokenHash: string },
): Promise<Invitation> {
  const answer = await database("invite", {
    user_id: admin.userId,
    workspace_id: admin.workspaceId,
    email: invited.email,
    role: invited.role,
    token_hash: invited.tokenHash,
  });
  const made = parseAnswer(MadeSchema, answer);
  return {
    id: made.invitation_id,
    email: made.email,
    expiresAt: made.expires_at,
    workspaceName: made.workspace_name,
    invitedBy: made.invited_by,
  };
}
