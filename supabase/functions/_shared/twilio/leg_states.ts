import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { Asker } from "../domain/credentials.ts";
import type { LegState } from "../domain/leg_state.ts";
import { listAll } from "./list_all.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";

/** https://www.twilio.com/docs/voice/api/call-resource#call-properties */
const CallSchema = v.pipe(
  v.object({
    sid: SidSchema("CA"),
    parent_call_sid: v.nullish(v.string()),
    to: v.nullish(v.string()),
    status: v.string(),
    start_time: v.nullish(v.string()),
    end_time: v.nullish(v.string()),
    duration: v.nullish(v.string()),
  }),
  v.transform((call): LegState => ({
    callSid: call.sid,
    parentCallSid: call.parent_call_sid || null,
    to: call.to ?? "",
    status: call.status,
    at: call.end_time || call.start_time || null,
    durationS: call.duration ? Number(call.duration) : null,
  })),
);

/** Every line of the account that goes on: one request a state. */
export async function listOpenLegs(twilio: TwilioRest, asker: Asker): Promise<LegState[]> {
  const lists = await Promise.all(
    ["queued", "ringing", "in-progress"].map((status) =>
      listAll(twilio, asker, {
        resource: "Calls",
        key: "calls",
        item: CallSchema,
        query: { Status: status },
      })
    ),
  );
  return lists.flat();
}

/** A line and the lines that it dialled, over or not; none when Twilio does not know it. */
export async function fetchLegs(
  twilio: TwilioRest,
  asker: Asker,
  firstSid: string,
): Promise<LegState[]> {
  try {
    const [first, children] = await Promise.all([
      twilio({ method: "GET", ...asker, resource: `Calls/${firstSid}` }),
      listAll(twilio, asker, {
        resource: "Calls",
        key: "calls",
        item: CallSchema,
        query: { ParentCallSid: firstSid },
      }),
    ]);
    return [v.parse(CallSchema, first), ...children];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** One line; null when Twilio does not know it. */
export async function fetchLeg(
  twilio: TwilioRest,
  asker: Asker,
  callSid: string,
): Promise<LegState | null> {
  try {
    return v.parse(
      CallSchema,
      await twilio({ method: "GET", ...asker, resource: `Calls/${callSid}` }),
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
