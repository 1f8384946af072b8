import * as v from "valibot";
import { IdSchema, SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import type { LegState } from "../domain/leg_state.ts";
import type { TwilioWork } from "../domain/twilio_work.ts";
import { type Database, parseAnswer } from "./database.ts";
import { legRow, WorkSchema } from "./twilio_work.ts";

const GrantSchema = v.object({
  ok: v.literal(true),
  calls: v.array(v.object({
    id: IdSchema,
    first_sid: v.nullable(SidSchema("CA")),
    other_sids: v.array(SidSchema("CA")),
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
  /** Of a conference: the lines that no Dial joins to the first. */
  otherSids: readonly string[];
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
    calls: grant.calls.map(({ id, first_sid, other_sids }) => ({
      id,
      firstSid: first_sid,
      otherSids: other_sids,
    })),
  };
}

const RescueSchema = v.object({
  ok: v.literal(true),
  work: v.array(WorkSchema),
  account_sid: SidSchema("AC"),
  username: v.string(),
  password: v.string(),
});

/**
 * What Twilio has to be asked for calls whose page is gone, and for commands that were left half done.
 * @throws Failure `E-SECRET`
 */
export async function readRescueGrant(
  database: Database,
  { workspaceId, secret }: { workspaceId: number; secret: string },
): Promise<{ asker: Asker; work: TwilioWork[] }> {
  const answer = await database("rescue_grant", { workspace_id: workspaceId, secret });
  const grant = parseAnswer(RescueSchema, answer);
  const { account_sid: accountSid, username, password, work } = grant;
  return { asker: { accountSid, credentials: { username, password } }, work };
}

const KeptSchema = v.object({ ok: v.literal(true), work: v.array(WorkSchema) });

/**
 * Has the database apply what Twilio said, as it applies callbacks.
 * @returns what is still to be asked for commands that were left half done
 */
export async function keepReconciled(
  database: Database,
  { workspaceId, secret, calls }: {
    workspaceId: number;
    secret: string;
    calls: readonly { id: number; legs: readonly LegState[] }[];
  },
): Promise<TwilioWork[]> {
  const answer = await database("keep_reconciled", {
    workspace_id: workspaceId,
    secret,
    calls: calls.map(({ id, legs }) => ({
      id,
      legs: legs.map(legRow),
    })),
  });
  return parseAnswer(KeptSchema, answer).work;
}
