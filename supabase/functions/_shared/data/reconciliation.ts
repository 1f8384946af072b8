import * as v from "valibot";
import { IdSchema, SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import type { LegState } from "../domain/leg_state.ts";
import { type Database, parseAnswer } from "./database.ts";

const GrantSchema = v.object({
  ok: v.literal(true),
  calls: v.array(v.object({
    id: IdSchema,
    first_sid: v.nullable(SidSchema("CA")),
    end: v.boolean(),
  })),
  account_sid: SidSchema("AC"),
  username: v.string(),
  password: v.string(),
});

/** A call of which nothing was heard for a minute. */
export interface DueCall {
  id: number;
  /** The leg with which it began at Twilio. */
  firstSid: string | null;
  /** Somebody hung up, and the function that asked Twilio died. */
  end: boolean;
}

/** @throws Failure `E-SECRET` */
export async function readReconcileGrant(
  database: Database,
  { workspaceId, secret }: { workspaceId: number; secret: string },
): Promise<Asker & { calls: DueCall[] }> {
  const answer = await database("reconcile_grant", { workspace_id: workspaceId, secret });
  const grant = parseAnswer(GrantSchema, answer);
  return {
    accountSid: grant.account_sid,
    credentials: { username: grant.username, password: grant.password },
    calls: grant.calls.map(({ id, first_sid, end }) => ({ id, firstSid: first_sid, end })),
  };
}

const KeptSchema = v.object({ ok: v.literal(true) });

/** Has the database apply what Twilio said, as it applies callbacks. */
export async function keepReconciled(
  database: Database,
  { workspaceId, secret, calls }: {
    workspaceId: number;
    secret: string;
    calls: readonly { id: number; legs: readonly LegState[] }[];
  },
): Promise<void> {
  const answer = await database("keep_reconciled", {
    workspace_id: workspaceId,
    secret,
    calls: calls.map(({ id, legs }) => ({
      id,
      legs: legs.map((leg) => ({
        call_sid: leg.callSid,
        parent_call_sid: leg.parentCallSid,
        to: leg.to,
        status: leg.status,
        at: leg.at,
        duration_s: leg.durationS === null ? null : String(leg.durationS),
      })),
    })),
  });
  parseAnswer(KeptSchema, answer);
}
