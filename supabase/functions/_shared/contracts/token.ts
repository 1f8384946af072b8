import * as v from "valibot";
import { IdentitySchema, IdFieldSchema, MomentSchema, SidSchema } from "./fields.ts";

/** `POST /token`: the signed-in user asks for the Voice access token of a seat of theirs. */
export const TokenRequestSchema = v.object({
  workspaceId: IdFieldSchema,
  identity: IdentitySchema,
});

export type TokenRequest = v.InferOutput<typeof TokenRequestSchema>;

export const TokenAnswerSchema = v.object({
  /** The JWT for the Voice SDK's `Device`. */
  token: v.string(),
  identity: IdentitySchema,
  /** The API key that signed it; the dialer reports it, so that a former key is deleted once nobody needs it. */
  keySid: SidSchema("SK"),
  /** Lifetime in seconds. */
  ttl: v.pipe(v.number(), v.integer()),
  expiresAt: MomentSchema,
});

export type TokenAnswer = v.InferOutput<typeof TokenAnswerSchema>;
