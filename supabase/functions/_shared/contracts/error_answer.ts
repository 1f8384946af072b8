import * as v from "valibot";
import { type ErrorCode, errors } from "./errors.ts";

const codes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/** One of the codes in `errors.ts`, and nothing else. */
export const ErrorCodeSchema = v.picklist(codes);

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
    /** Beside `twilioCode`, where an admin sets Twilio up: Twilio's own words, with numbers masked. */
    twilioMessage: v.optional(v.string()),
    /** Finds the request's lines in the log. */
    requestId: v.optional(v.string()),
  }),
});

export type ErrorAnswer = v.InferOutput<typeof ErrorAnswerSchema>;

/** What an error answer may carry beside its words. */
export type ErrorDetail = Omit<ErrorAnswer["error"], "code" | "message" | "next">;
