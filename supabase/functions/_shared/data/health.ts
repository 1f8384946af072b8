import * as v from "valibot";
import type { Finding } from "../contracts/health_findings.ts";
import { HealthCheckSchema } from "../contracts/health.ts";
import type { HealthCheck } from "../contracts/health.ts";
import { E164Schema, SidSchema } from "../contracts/fields.ts";
import { type Database, parseAnswer } from "./database.ts";

/** Who has a workspace checked: an admin of it, or the hourly run by its secret. */
export type HealthAsker = { workspaceId: number } & ({ userId: string } | { secret: string });

const argumentsOf = (asker: HealthAsker) => ({
  workspace_id: asker.workspaceId,
  user_id: "userId" in asker ? asker.userId : null,
  secret: "secret" in asker ? asker.secret : null,
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const moment = v.nullable(v.string());

const FactsSchema = v.object({
  /** ISO 3166 alpha-2, like `allowed`. */
  home: v.string(),
  allowed: v.array(v.string()),
  /** `last_at`: the last call in. `ring`: agents who would ring now. `given`: active seats that it rings. */
  numbers: v.array(
    v.object({ number: E164Schema, since: v.string(), last_at: moment, ring: count, given: count }),
  ),
  /** Numbers that were called in the last 30 days. */
  called: v.array(v.string()),
  /** The last webhook whose signature was right. */
  genuine_at: moment,
  /** Wrongly signed requests of the last day since then. */
  refused: count,
  last_refused_at: moment,
  /** Webhooks of the last day, and those of them that failed or had wrong types. */
  requests: count,
  broken: count,
  /** Calls of the last day, and those of them that Twilio had ended without our hearing of it. */
  calls: count,
  closed: count,
  /** Recordings that Twilio has failed to delete. */
  undeleted: v.object({ count, since: moment, code: v.nullable(v.number()) }),
});

/** What the database knows of the connection's health; `private.health_facts` fills it. */
export type HealthFacts = v.InferOutput<typeof FactsSchema>;

const GrantSchema = v.object({
  ok: v.literal(true),
  account_sid: v.nullable(SidSchema("AC")),
  auth_token: v.nullable(v.string()),
  /** Twilio's secondary token, which it may have promoted. */
  next_auth_token: v.nullable(v.string()),
  app_sid: v.nullable(SidSchema("AP")),
  api_key_sid: v.nullable(SidSchema("SK")),
  api_key_secret: v.nullable(v.string()),
  facts: FactsSchema,
});

/** Credentials are for Twilio only, never for an answer. */
export type HealthGrant = v.InferOutput<typeof GrantSchema>;

/** @throws Failure `E-SEAT`, `E-ADMIN`, `E-SECRET` */
export async function readHealthGrant(
  database: Database,
  asker: HealthAsker,
): Promise<HealthGrant> {
  return parseAnswer(GrantSchema, await database("health_grant", argumentsOf(asker)));
}

const KeptSchema = v.object({ ok: v.literal(true), checks: v.array(HealthCheckSchema) });

/**
 * @param functionsUrl where the hourly run reaches us
 * @param emergencyNumbers those with a registered emergency address; null: Twilio did not say
 */
export async function keepHealth(
  database: Database,
  asker: HealthAsker,
  { functionsUrl, findings, emergencyNumbers }: {
    functionsUrl: string;
    findings: readonly Finding[];
    emergencyNumbers: readonly string[] | null;
  },
): Promise<HealthCheck[]> {
  const answer = await database("keep_health", {
    ...argumentsOf(asker),
    functions_url: functionsUrl,
    findings,
    emergency_numbers: emergencyNumbers,
  });
  return parseAnswer(KeptSchema, answer).checks;
}
