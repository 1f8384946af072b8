import * as v from "valibot";
import { IdFieldSchema, IdSchema, MomentSchema, RoleSchema } from "./fields.ts";

/** An address as HTML's `input type=email` takes it, in lower case: nothing in it needs quoting in a mail. */
export const EmailSchema = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254),
  v.rfcEmail(),
);

/** `POST /invite`, by an admin. Inviting a pending address again makes a new link, and the former one stops working. */
export const InviteRequestSchema = v.object({
  workspaceId: IdFieldSchema,
  email: EmailSchema,
  role: RoleSchema,
});

export type InviteRequest = v.InferOutput<typeof InviteRequestSchema>;

export const InviteAnswerSchema = v.object({
  invitationId: IdSchema,
  email: v.string(),
  expiresAt: MomentSchema,
  /** Shown only once: all we keep is a hash. Its token comes after a `#`, which no server sees. */
  link: v.pipe(v.string(), v.url()),
  /** `off`: no mail provider is set up. `failed`: it did not accept the mail; the link works all the same. */
  mail: v.picklist(["sent", "failed", "off"]),
});

export type InviteAnswer = v.InferOutput<typeof InviteAnswerSchema>;
