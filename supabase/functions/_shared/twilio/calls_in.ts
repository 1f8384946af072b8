import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

const CallSchema = v.object({ sid: SidSchema("CA"), from: v.string(), direction: v.string() });

/** A call that came in. `from`: E.164, or Twilio's word for a withheld number. */
export type CallIn = Pick<v.InferOutput<typeof CallSchema>, "sid" | "from">;

/**
 * The calls that came in on a number since then and have begun, whatever answered them
 * (https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources).
 */
export async function listCallsIn(
  twilio: TwilioRest,
  account: Account,
  { number, since }: { number: string; since: Date },
): Promise<CallIn[]> {
  const calls = await listAll(twilio, account, {
    resource: "Calls",
    key: "calls",
    item: CallSchema,
    query: { To: number, "StartTime>": `${since.toISOString().slice(0, 19)}Z` },
  });
  // A call that the API makes to the number is in the list twice: as it leaves, and as it comes in.
  return calls.filter(({ direction }) => direction === "inbound");
}
