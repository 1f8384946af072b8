import * as v from "valibot";
import { IdFieldSchema } from "./fields.ts";

/** What a person may ask of a running call. Closed; issues add to it. */
export const commands = ["end"] as const;

/** `POST /call`: a press of one of the phone's keys. */
export const CallRequestSchema = v.object({
  /** Made by the page for each press: sent again, the same press gets the same answer. */
  id: v.pipe(v.string(), v.uuid()),
  workspaceId: IdFieldSchema,
  /** The call's id in the database. */
  callId: IdFieldSchema,
  command: v.picklist(commands),
});

export type CallRequest = v.InferOutput<typeof CallRequestSchema>;

/** `running`: the same press is on its way already, and the reconciler finishes what was left half done. */
export const CallAnswerSchema = v.object({ outcome: v.picklist(["done", "failed", "running"]) });

export type CallAnswer = v.InferOutput<typeof CallAnswerSchema>;
