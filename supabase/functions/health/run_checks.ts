import {
  type Finding,
  type HealthCheckName,
  healthChecks,
} from "../_shared/contracts/health_findings.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { checkAccount, checkConcurrency } from "./checks/account.ts";
import { checkAgents } from "./checks/agents.ts";
import { checkApiKey } from "./checks/api_key.ts";
import { checkApp } from "./checks/app.ts";
import { checkCountries } from "./checks/countries.ts";
import { checkCredentials } from "./checks/credentials.ts";
import { checkEmergency } from "./checks/emergency.ts";
import { checkLastCall } from "./checks/last_call.ts";
import { checkNumbers } from "./checks/numbers.ts";
import { checkOpenCalls } from "./checks/open_calls.ts";
import { checkReachable } from "./checks/reachable.ts";
import { checkRecordings } from "./checks/recordings.ts";
import { checkRegion } from "./checks/region.ts";
import { checkSignatures } from "./checks/signatures.ts";
import { checkTokenRotation } from "./checks/token_rotation.ts";
import { checkWebhookErrors } from "./checks/webhook_errors.ts";
import { type Bench, type FindingOf, Unreachable } from "./collaborators.ts";
import { inTime } from "./in_time.ts";

type Checks = { [C in HealthCheckName]: (bench: Bench) => Promise<FindingOf<C>> };

const checks: Checks = {
  credentials: checkCredentials,
  "api-key": checkApiKey,
  app: checkApp,
  numbers: checkNumbers,
  signatures: checkSignatures,
  reachable: checkReachable,
  account: checkAccount,
  countries: checkCountries,
  emergency: checkEmergency,
  region: checkRegion,
  concurrency: checkConcurrency,
  recordings: checkRecordings,
  "webhook-errors": checkWebhookErrors,
  "open-calls": checkOpenCalls,
  "token-rotation": checkTokenRotation,
  "last-call": checkLastCall,
  agents: checkAgents,
};

/** A person waits 20 s for the answer. */
const limitMs = 15_000;

/**
 * Runs every check at once. One that cannot be made says so and takes no other down.
 * @param report is told of what nobody foresaw
 */
export async function runChecks(
  bench: Bench,
  report: (check: HealthCheckName, error: unknown) => void,
): Promise<Finding[]> {
  return await Promise.all(healthChecks.map(async (check): Promise<Finding> => {
    try {
      const make: (bench: Bench) => Promise<Finding> = checks[check];
      return await inTime(make(bench), limitMs);
    } catch (error) {
      if (!(error instanceof Failure || error instanceof Unreachable)) report(check, error);
      return notChecked(check, error);
    }
  }));
}

function notChecked(check: HealthCheckName, error: unknown): Finding {
  const waits = waitsFor(error);
  if (waits !== null) {
    return { check, level: "amber", finding: "waits", facts: { for: waits }, repair: null };
  }
  const failure = error instanceof Failure ? error : new Failure("E-INTERNAL", {}, error);
  const { twilioCode = null, twilioMessage = null } = failure.detail;
  const facts = { code: failure.code, twilioCode, twilioMessage };
  return { check, level: "amber", finding: "not-checked", facts, repair: null };
}

/** The check that is to be mended first. */
function waitsFor(error: unknown): "credentials" | "reachable" | null {
  if (error instanceof Unreachable) return "reachable";
  const isRefused = error instanceof Failure &&
    (error.code === "E-CREDENTIALS" || error.code === "E-CONFIG");
  return isRefused ? "credentials" : null;
}
