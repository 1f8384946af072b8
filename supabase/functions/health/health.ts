import type { HealthAnswer } from "../_shared/contracts/health.ts";
import { healthChecks } from "../_shared/contracts/health_findings.ts";
import type { Database } from "../_shared/data/database.ts";
import { type HealthAsker, keepHealth, readHealthGrant } from "../_shared/data/health.ts";
import { describeError, type WriteLog } from "../_shared/http/log.ts";
import type { TwilioRest } from "../_shared/twilio/rest.ts";
import { emergencyNumbers } from "./checks/emergency.ts";
import type { Bench } from "./collaborators.ts";
import { ownFunctions } from "./own_functions.ts";
import { runChecks } from "./run_checks.ts";
import { healthTwilio } from "./twilio.ts";

/** What the function is made of. */
export interface Workshop {
  publicUrl: string;
  twilioApiUrl: string;
  database: Database;
  rest: TwilioRest;
  log: WriteLog;
}

/** Checks the connection of one workspace, and keeps what was found. */
export async function checkHealth(workshop: Workshop, asker: HealthAsker): Promise<HealthAnswer> {
  const { publicUrl, twilioApiUrl, database, rest, log } = workshop;
  const stored = await readHealthGrant(database, asker);
  const bench: Bench = {
    publicUrl,
    twilioApiUrl,
    stored,
    twilio: healthTwilio(rest, stored, { twilioApiUrl }),
    own: ownFunctions(publicUrl),
    now: new Date(),
  };
  const findings = await runChecks(bench, (check, error) =>
    log({
      level: "error",
      message: "health could not check",
      function: "health",
      requestId: crypto.randomUUID(),
      workspaceId: asker.workspaceId,
      check,
      cause: describeError(error),
    }));
  const checks = await keepHealth(database, asker, {
    functionsUrl: publicUrl,
    findings,
    emergencyNumbers: emergencyNumbers(findings),
  });
  const order = new Map<string, number>(healthChecks.map((check, place) => [check, place]));
  return {
    checks: checks.toSorted((a, b) => (order.get(a.check) ?? 0) - (order.get(b.check) ?? 0)),
  };
}
