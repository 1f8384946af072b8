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

/** `POST /invite`, by an admin. Inviting a pending address again makes a new link; the former one dies. */
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
  /** Shown this once: only a hash of it is kept. Its token stands behind a `#`, which no server sees. */
  link: v.pipe(v.string(), v.url()),
  /** `off`: no mail provider is set up. `failed`: it did not take the mail; the link is good all the same. */
  mail: v.picklist(["sent", "failed", "off"]),
});

export type InviteAnswer = v.InferOutput<typeof InviteAnswerSchema>;
