import type { TestCallAnswer } from "../_shared/contracts/health.ts";
import { beginTestCall } from "../_shared/data/test_call.ts";
import { takenAccount } from "../_shared/domain/either_token.ts";
import { fetchAccount } from "../_shared/twilio/account.ts";
import { placeCall } from "../_shared/twilio/calls.ts";
import type { Workshop } from "./health.ts";

/** The web looks for a call that began a little before we say so: clocks differ. */
const clockSlackMs = 5_000;

/** What the agent who answers hears; then the call ends. */
const twiml = '<?xml version="1.0" encoding="UTF-8"?><Response>' +
  "<Say>This is a test call from your own phone system. It works.</Say><Hangup/></Response>";

/**
 * Calls one of the workspace's numbers from another one. Twilio treats it like any call from outside, so that
 * everything that such a call needs is proved.
 * @throws Failure what `beginTestCall` throws, `E-CREDENTIALS`, `E-TWILIO`
 */
export async function placeTestCall(
  { database, rest }: Pick<Workshop, "database" | "rest">,
  { number, ...admin }: { userId: string; workspaceId: number; number: string },
): Promise<TestCallAnswer> {
  const { account: stored, from } = await beginTestCall(database, admin, number);
  const watchFrom = new Date(Date.now() - clockSlackMs).toISOString();
  if (from === null) return { outcome: "dial-it", number, watchFrom, billedLegs: 1 };
  const account = await takenAccount(stored, (asked) => fetchAccount(rest, asked));
  const callSid = await placeCall(rest, account, { to: number, from, twiml });
  return { outcome: "placed", number, from, callSid, watchFrom, billedLegs: 2 };
}
