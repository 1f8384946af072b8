import * as v from "valibot";
import { type Admin, argumentsOf, DoneSchema } from "./connection.ts";
import { type Database, parseAnswer } from "./database.ts";

const LookSchema = v.object({
  ok: v.literal(true),
  is_ours: v.boolean(),
  is_taken: v.boolean(),
  in_call: v.boolean(),
});

/** What the database knows of a number. */
export interface NumberLook {
  isOurs: boolean;
  /** Another connected workspace of this installation has it. */
  isTaken: boolean;
  inCall: boolean;
}

/** @throws Failure `E-SEAT`, `E-ADMIN` */
export async function lookAtNumber(
  database: Database,
  admin: Admin,
  number: string,
): Promise<NumberLook> {
  const args = { ...argumentsOf(admin), twilio_number: number };
  const look = parseAnswer(LookSchema, await database("look_at_number", args));
  return { isOurs: look.is_ours, isTaken: look.is_taken, inCall: look.in_call };
}

/** Who uses a number at first. */
export interface NumberUse {
  agentId: number;
  mayCall: boolean;
  rings: boolean;
}

/** @throws Failure `E-NUMBER-TAKEN`, `E-ACCOUNT-OTHER` */
export async function takeNumber(
  database: Database,
  admin: Admin,
  { accountSid, sid, number, friendlyName, uses }: {
    accountSid: string;
    sid: string;
    number: string;
    friendlyName: string;
    uses: readonly NumberUse[];
  },
): Promise<void> {
  const args = {
    ...argumentsOf(admin),
    account_sid: accountSid,
    number_sid: sid,
    twilio_number: number,
    friendly_name: friendlyName,
    uses: uses.map(({ agentId, mayCall, rings }) => ({
      agent_id: agentId,
      may_call: mayCall,
      rings,
    })),
  };
  parseAnswer(DoneSchema, await database("take_number", args));
}

export async function removeNumber(
  database: Database,
  admin: Admin,
  { number, outcome }: { number: string; outcome: "released" | "gone" | "put_away" },
): Promise<void> {
  const args = { ...argumentsOf(admin), twilio_number: number, outcome };
  parseAnswer(DoneSchema, await database("remove_number", args));
}
