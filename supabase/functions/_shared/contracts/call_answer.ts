// Apart from what is asked: a phone reads the answer, and needs no schema to ask.
import * as v from "valibot";

/** `running`: the same press is on its way already, and the reconciler finishes what was left half done. */
export const CallAnswerSchema = v.object({ outcome: v.picklist(["done", "failed", "running"]) });

export type CallAnswer = v.InferOutput<typeof CallAnswerSchema>;
