import type { Repair } from "../../_shared/contracts/health_repair.ts";
import type { IncomingNumber } from "../../_shared/twilio/incoming_numbers.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

const check = "emergency";
const repair: Repair = { by: "twilio", page: "numbers" };

/** Whether emergency services would know where a call from each number comes from. */
export async function checkEmergency(bench: Bench): Promise<FindingOf<"emergency">> {
  const numbers = await ownNumbers(bench);
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

/** The workspace's numbers that the account has. */
async function ownNumbers({ stored, twilio }: Bench): Promise<IncomingNumber[]> {
  const ours = new Set(stored.facts.numbers.map(({ number }) => number));
  return (await twilio.numbers()).filter(({ number }) => ours.has(number));
}

/** Which numbers may call an emergency from now on; null when Twilio did not say. */
export async function emergencyNumbers(bench: Bench): Promise<string[] | null> {
  try {
    const numbers = await ownNumbers(bench);
    return numbers.filter(({ emergency }) => emergency === "registered").map(({ number }) =>
      number
    );
  } catch {
    return null;
  }
}
