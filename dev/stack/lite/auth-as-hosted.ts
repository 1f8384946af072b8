import { createHash, randomInt, randomUUID } from "node:crypto";
import type { App } from "@supabase/lite";
import { decodeJwt } from "jose";
import * as v from "valibot";
import type { Sql } from "../postgres/connect.ts";

/** Between two mails of a kind to one account, in s: hosted's default. */
const mailEveryS = 60;

const NewAccount = v.object({ email: v.string() });
const Resend = v.object({ type: v.literal("signup"), email: v.string() });
const Verify = v.object({ type: v.literal("email_change"), token_hash: v.string() });
const Change = v.object({ password: v.string() });

/**
 * Answers what Lite's Auth answers otherwise than hosted, or does after it what hosted does:
 * - a sign-up for an address that has an account: its mail again while it is unconfirmed, else an answer without
 *   identities and without a mail (https://github.com/supabase/auth/blob/master/internal/api/signup.go);
 * - a change of address is confirmed in both mailboxes, in any order (`emailChangeVerify` in verify.go);
 * - a new password ends every other session and every link that is under way (`UpdatePassword` in models/user.go).
 *
 * @param options.confirms whether a mail confirms new accounts
 */
export function asHosted(
  options: {
    sql: Sql;
    confirms: boolean;
    mailer: NonNullable<App["_mailer"]>;
    next: (request: Request) => Promise<Response>;
  },
): (request: Request) => Promise<Response> {
  const { sql, mailer, next } = options;

  /** Null: there is no such account, or it waits for no mail. */
  async function confirmAgain(email: string): Promise<"sent" | "too-soon" | "confirmed" | null> {
    const [account] = await sql<{ id: string; confirmed: boolean; waits: boolean }[]>`
      select id, email_confirmed_at is not null as confirmed,
        confirmation_sent_at > now() - make_interval(secs => ${mailEveryS}) as waits
      from auth.users where email = ${email}`;
    if (!account) return null;
    if (account.confirmed) return "confirmed";
    if (account.waits) return "too-soon";
    const otp = String(randomInt(1e6)).padStart(6, "0");
    const hash = createHash("sha224").update(email + otp).digest("hex");
    await sql`update auth.users set confirmation_token = ${hash}, confirmation_sent_at = now()
      where id = ${account.id}`;
    await mailer.sendConfirmation(email, hash, otp);
    return "sent";
  }

  async function signUp(request: Request): Promise<Response> {
    const asked = await bodyOf(request, NewAccount);
    if (!options.confirms || !asked) return await next(request);
    const email = asked.email.toLowerCase();
    const outcome = await confirmAgain(email);
    if (outcome === null) return await next(request);
    if (outcome === "too-soon") return tooSoon();
    const now = new Date().toISOString();
    return Response.json({
      id: randomUUID(),
      aud: "authenticated",
      role: "",
      email,
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: {},
      // The one difference that hosted leaves between an account that there is and a new one.
      identities: outcome === "confirmed" ? [] : [{ provider: "email" }],
      confirmation_sent_at: now,
      created_at: now,
      updated_at: now,
      is_anonymous: false,
    });
  }

  async function resend(request: Request): Promise<Response> {
    const asked = await bodyOf(request, Resend);
    if (!asked) return await next(request);
    const outcome = await confirmAgain(asked.email.toLowerCase());
    return outcome === "too-soon" ? tooSoon() : Response.json({});
  }

  async function verify(request: Request): Promise<Response> {
    const asked = await bodyOf(request, Verify);
    if (!asked) return await next(request);
    const hash = asked.token_hash;
    const first = await sql`
      update auth.users set email_change_confirm_status = 1,
        email_change_token_current = nullif(email_change_token_current, ${hash}),
        email_change_token_new = nullif(email_change_token_new, ${hash})
      where ${hash} in (email_change_token_current, email_change_token_new) and email_change_confirm_status = 0
        and email_change_sent_at > now() - interval '1 hour'
      returning id`;
    if (first.length > 0) {
      const msg =
        "Confirmation link accepted. Please proceed to confirm link sent to the other email";
      return Response.json({ msg, code: "200" });
    }
    // Lite knows one mailbox only, the present one.
    await sql`
      update auth.users set email_change_confirm_status = 0, email_change_token_current = ${hash},
        email_change_token_new = null
      where ${hash} in (email_change_token_current, email_change_token_new)`;
    return await next(request);
  }

  async function changeUser(request: Request): Promise<Response> {
    const asked = await bodyOf(request, Change);
    const answer = await next(request);
    if (!asked || !answer.ok) return answer;
    const token = (request.headers.get("authorization") ?? "").slice("Bearer ".length);
    const { sub = null, session_id: session = null } = decodeJwt(token);
    await sql`delete from auth.sessions where user_id = ${sub} and id::text <> ${String(session)}`;
    await sql`
      update auth.users set confirmation_token = null, confirmation_sent_at = null, recovery_token = null,
        recovery_sent_at = null, email_change_token_current = null, email_change_token_new = null,
        email_change_sent_at = null
      where id = ${sub}`;
    return answer;
  }

  const routes: Record<string, (request: Request) => Promise<Response>> = {
    "POST /auth/v1/signup": signUp,
    "POST /auth/v1/resend": resend,
    "POST /auth/v1/verify": verify,
    "PUT /auth/v1/user": changeUser,
  };
  return (request) =>
    (routes[`${request.method} ${new URL(request.url).pathname}`] ?? next)(request);
}

async function bodyOf<T>(
  request: Request,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | null> {
  const body: unknown = await request.clone().json().catch(() => null);
  const parsed = v.safeParse(schema, body);
  return parsed.success ? parsed.output : null;
}

function tooSoon(): Response {
  const body = {
    code: 429,
    error_code: "over_email_send_rate_limit",
    msg: `For security purposes, you can only request this after ${mailEveryS} seconds.`,
  };
  return Response.json(body, { status: 429 });
}
