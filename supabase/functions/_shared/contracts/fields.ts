import * as v from "valibot";

/** A row's id: the database's `bigint identity`, which stays far below 2^53. */
export const IdSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** An id as a request brings it: a JSON number, or its digits in a form. */
export const IdFieldSchema = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^[1-9]\d{0,15}$/), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(1),
);

/**
 * An agent's identity, unique in its workspace forever. Twilio allows these characters in a Client
 * name and at most 121 of them (https://www.twilio.com/docs/voice/twiml/client).
 */
export const IdentitySchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,121}$/));

/** A telephone number in E.164: a plus sign and 2 to 15 digits, the first not zero. */
export const E164Schema = v.pipe(v.string(), v.regex(/^\+[1-9]\d{1,14}$/));

/** A call's ticket: an unguessable UUID that the browser hands to Twilio as `CallId`. */
export const TicketSchema = v.pipe(v.string(), v.uuid());

/** A Twilio id: two letters for the kind and 32 hexadecimal digits. */
export const SidSchema = (
  kind: "AC" | "AD" | "AP" | "BU" | "CA" | "CF" | "PN" | "RE" | "RN" | "SK",
) => v.pipe(v.string(), v.regex(new RegExp(`^${kind}[0-9a-fA-F]{32}$`)));

/** A moment as Postgres writes it into JSON: ISO 8601 with an offset. */
export const MomentSchema = v.pipe(v.string(), v.isoTimestamp());

/** What a person may do in a workspace. */
export const RoleSchema = v.picklist(["admin", "supervisor", "agent"]);
export type Role = v.InferOutput<typeof RoleSchema>;
