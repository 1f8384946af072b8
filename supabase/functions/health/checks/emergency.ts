import type { Finding } from "../../_shared/contracts/health_findings.ts";
import type { Repair } from "../../_shared/contracts/health_repair.ts";
import type { IncomingNumber } from "../../_shared/twilio/incoming_numbers.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

const check = "emergency";
const repair: Repair = { by: "twilio", page: "numbers" };

/** Whether emergency services would know where a call from each number comes from. */
export async function checkEmergency({ stored, twilio }: Bench): Promise<FindingOf<"emergency">> {
  const ours = new Set(stored.facts.numbers.map(({ number }) => number));
  const numbers = (await twilio.numbers()).filter(({ number }) => ours.has(number));
  const named = (state: IncomingNumber["emergency"]) =>
    numbers.filter(({ emergency }) => emergency === state).map(({ number }) => number);
  const registered = named("registered");
  if (numbers.length === 0) {
    return { check, level: "amber", finding: "emergency-no-numbers", facts: {}, repair: null };
  }
  if (registered.length === numbers.length) {
    const facts = { numbers: registered };
    return { check, level: "green", finding: "emergency-registered", facts, repair: null };
  }
  const facts = { missing: named("none"), pending: named("pending"), registered };
  return { check, level: "amber", finding: "emergency-missing", facts, repair };
}

/** Which numbers may call an emergency from now on; null when Twilio did not say. */
export function emergencyNumbers(findings: readonly Finding[]): string[] | null {
  const found = findings.find((each) => each.check === check);
  switch (found?.finding) {
    case "emergency-registered":
      return found.facts.numbers;
    case "emergency-missing":
      return found.facts.registered;
    case "emergency-no-numbers":
      return [];
    default:
      return null;
  }
}
