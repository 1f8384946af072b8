import * as v from "valibot";
import { IdentitySchema, IdFieldSchema, MomentSchema, SidSchema, TicketSchema } from "./fields.ts";

/**
 * `POST /outbound`, with the administrator guide's names. `To` may be written in any way people
 * write numbers; the function normalises it for the workspace's country. `client:<identity>` is a
 * colleague's browser: no telephone is called, so no number either, and `From` counts for nothing.
 */
export const OutboundRequestSchema = v.object({
  To: v.pipe(v.string(), v.maxLength(200)),
  From: v.pipe(v.string(), v.maxLength(200)),
  WorkspaceId: IdFieldSchema,
  identity: IdentitySchema,
  /** `server`: our server rings the agent's live dialer, which answers by itself, and then `To`. */
  Mode: v.optional(v.picklist(["browser", "server"]), "browser"),
});

export type OutboundRequest = v.InferOutput<typeof OutboundRequestSchema>;

export const OutboundAnswerSchema = v.object({
  /** The ticket: valid for one call, for 60 s, for this workspace, identity, To and From. */
  callId: TicketSchema,
  expiresAt: MomentSchema,
  /** Hand this to the Voice SDK as it is: `device.connect({ params: answer.connect })`. */
  connect: v.object({ CallId: TicketSchema }),
  /** Server mode only: the call that rings the agent's dialer. Not there while another request of the same is ringing it. */
  callSid: v.optional(SidSchema("CA")),
});

export type OutboundAnswer = v.InferOutput<typeof OutboundAnswerSchema>;
