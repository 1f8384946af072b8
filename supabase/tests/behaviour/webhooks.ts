import { createHmac } from "node:crypto";
import type postgres from "postgres";

/** A connection pool, or one transaction of it. */
export type Queries = postgres.ISql;

/** A Twilio form: field name to value, or values when the field came more than once. */
export type Form = Record<string, string | string[]>;

export interface Webhook {
  kind: "voice" | "action" | "status" | "conference";
  form: Form;
  query?: Record<string, string>;
  idempotencyToken?: string;
}

export interface Account {
  sid: string;
  token: string;
}

export interface TwilioRequest {
  id: number;
  kind: string;
  leg_id: number | null;
  call_sid?: string;
  hold?: boolean;
}

export interface Work {
  call_id: number;
  requests: TwilioRequest[];
}

/** What the database answers; see its comment in supabase/schemas/44_webhooks.sql. */
export interface Verdict {
  verdict: "ok" | "invalid" | "forbidden";
  call_id?: number | null;
  applied?: boolean;
  reason?: string | null;
  answer?: Record<string, unknown> | null;
  work?: Work;
}

/** The seed's first workspace. */
export const nordlicht: Account = {
  sid: "AC5eed0000000000000000000000000001",
  token: "5eed5eed5eed5eed5eed5eed5eed0001",
};

/** The seed's second workspace. */
export const fjordline: Account = {
  sid: "AC5eed0000000000000000000000000002",
  token: "5eed5eed5eed5eed5eed5eed5eed0002",
};

/** What a Dial was told: the ids that the URLs of its callbacks carry. */
export type Dial = Record<string, unknown> | null | undefined;

/** The webhook at the address that Twilio was given with that dial; the app's own callbacks have none. */
export function addressed(webhook: Webhook, dial: Dial): Webhook {
  if (webhook.kind !== "action" && webhook.form["ParentCallSid"] === undefined) return webhook;
  const part = webhook.kind === "action" ? "round" : "leg_id";
  const ids = {
    call: dial?.["call_id"],
    step: dial?.["step_id"],
    [part.replace("_id", "")]: dial?.[part],
  };
  const query = Object.entries(ids).flatMap(([name, id]) =>
    id === undefined ? [] : [[name, JSON.stringify(id)]]
  );
  return { ...webhook, query: { ...Object.fromEntries(query), ...webhook.query } };
}

/**
 * Signs a webhook as Twilio does and hands it to the database as our functions do.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function deliver(
  sql: Queries,
  { kind, form, query = {}, idempotencyToken }: Webhook,
  account: Account = nordlicht,
): Promise<Verdict> {
  const fields = Object.keys(form).sort();
  const signed = `https://phone.example/${kind}` +
    fields.map((name) => name + [form[name]].flat().join("")).join("");
  const signature = createHmac("sha1", account.token).update(signed).digest("base64");
  const [row] = await sql<{ answer: Verdict }[]>`
    select public.apply_webhook(
      ${kind}, ${account.sid}, ${signature}, ${["https://phone.example:443", signed]},
      ${sql.json(form)}, ${sql.json(query)}, ${idempotencyToken ?? null}
    ) as answer`;
  if (row === undefined) throw new Error("apply_webhook answers no row");
  return row.answer;
}
