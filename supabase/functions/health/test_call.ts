import type { TestCallAnswer } from "../_shared/contracts/health.ts";
import { readHealthGrant } from "../_shared/data/health.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { placeCall } from "../_shared/twilio/calls.ts";
import type { Workshop } from "./health.ts";
import { accountOf } from "./twilio.ts";

/** The web looks for a call that began a little before we say so: clocks differ. */
const clockSlackMs = 5_000;

/** What the agent who answers hears; then the call ends. */
const twiml = '<?xml version="1.0" encoding="UTF-8"?><Response>' +
  "<Say>This is a test call from your own phone system. It works.</Say><Hangup/></Response>";

/**
 * Calls one of the workspace's numbers from another one. Twilio treats it like any call from outside, so that
 * everything that such a call needs is proved.
 * @throws Failure `E-NUMBER-GONE`, `E-CONFIG`, `E-TWILIO`
 */
export async function placeTestCall(
  { database, rest }: Pick<Workshop, "database" | "rest">,
  { number, ...asker }: { userId: string; workspaceId: number; number: string },
): Promise<TestCallAnswer> {
  const stored = await readHealthGrant(database, asker);
  const numbers = stored.facts.numbers.map((each) => each.number);
  if (!numbers.includes(number)) throw new Failure("E-NUMBER-GONE");
  const account = accountOf(stored);
  const watchFrom = new Date(Date.now() - clockSlackMs).toISOString();
  const from = numbers.find((each) => each !== number);
  if (from === undefined) return { outcome: "dial-it", number, watchFrom, billedLegs: 1 };
  const callSid = await placeCall(rest, account, { to: number, from, twiml });
  return { outcome: "placed", number, from, callSid, watchFrom, billedLegs: 2 };
}
