import * as v from "valibot";
import { type ErrorCode, errors } from "./errors.ts";
import { MomentSchema } from "./fields.ts";

const codes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/** One of the codes in `errors.ts`, and nothing else. */
export const ErrorCodeSchema = v.picklist(codes);

/** What a refusal by the workspace's policy is about, each where it applies. */
export const policyFacts = {
  /** ISO 3166 alpha-2 of the number called, or `001` for a number of no country. */
  country: v.optional(v.string()),
  /** Whose limit was reached, and how much it is: calls per minute, or minutes per day. */
  scope: v.optional(v.picklist(["agent", "workspace"])),
  limit: v.optional(v.number()),
  /** What paused outgoing calls. */
  cause: v.optional(v.picklist(["calls", "minutes", "admin"])),
  /** When calls resume, and the IANA name of the workspace's time zone to say it in. */
  until: v.optional(MomentSchema),
  time_zone: v.optional(v.string()),
};

/** The body of every answer that is not a success and does not go to Twilio's TwiML reader. */
export const ErrorAnswerSchema = v.object({
  error: v.object({
    code: ErrorCodeSchema,
    message: v.string(),
    next: v.string(),
    /** With `E-CONFIG`: the columns of `workspace` that have no value yet. */
    missing: v.optional(v.array(v.string())),
    /** With `E-BODY`: the fields that are missing or wrong, by their names in the request. */
    fields: v.optional(v.array(v.string())),
    /** With `E-TWILIO`: Twilio's own error code (https://www.twilio.com/docs/api/errors). */
    twilioCode: v.optional(v.number()),
    /** With `twilioCode`, where an admin sets Twilio up: Twilio's own words, with numbers masked. */
    twilioMessage: v.optional(v.string()),
    ...policyFacts,
    /** Where a step was undone: what is gone again, or was put back. */
    undone: v.optional(v.picklist(["key", "app", "number"])),
    /** Finds the request's lines in the log. */
    requestId: v.optional(v.string()),
  }),
});

export type ErrorAnswer = v.InferOutput<typeof ErrorAnswerSchema>;

/** What an error answer may carry besides its words. */
export type ErrorDetail = Omit<ErrorAnswer["error"], "code" | "message" | "next">;
