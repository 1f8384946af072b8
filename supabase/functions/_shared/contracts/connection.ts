import * as v from "valibot";
import { E164Schema, IdFieldSchema, SidSchema } from "./fields.ts";

const workspaceId = IdFieldSchema;
const numberSid = SidSchema("PN");

/**
 * `POST /connection`: an admin connects, looks at or disconnects the workspace's Twilio account. One
 * request is one step, and each may be repeated: what is done already stays as it is.
 */
export const ConnectionRequestSchema = v.variant("action", [
  /** What is stored; Twilio is not asked. */
  v.object({ action: v.literal("state"), workspaceId }),
  /** What Twilio says of the stored account. */
  v.object({ action: v.literal("account"), workspaceId }),
  /** Has Twilio confirm SID and token, then seals them. Without a token, the stored one. */
  v.object({
    action: v.literal("check"),
    workspaceId,
    accountSid: SidSchema("AC"),
    authToken: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
  }),
  /** Makes the workspace's API key, or finds it. */
  v.object({ action: v.literal("key"), workspaceId }),
  /** Finds or makes the TwiML App, and points it at our functions. */
  v.object({ action: v.literal("app"), workspaceId }),
  /** Every voice number of the account, with what answers it now. */
  v.object({ action: v.literal("numbers"), workspaceId }),
  /** Points one number at the app. */
  v.object({ action: v.literal("bring-in"), workspaceId, numberSid }),
  /** Gives one number back to what answered it before. */
  v.object({ action: v.literal("release"), workspaceId, numberSid }),
  /** Releases whatever is left, deletes app and key, forgets the secrets. */
  v.object({ action: v.literal("disconnect"), workspaceId }),
]);

export type ConnectionRequest = v.InferOutput<typeof ConnectionRequestSchema>;

/** Which account it is, and what kind of account. */
export const ConnectedAccountSchema = v.object({
  sid: SidSchema("AC"),
  name: v.string(),
  isTrial: v.boolean(),
  isSubaccount: v.boolean(),
});

export const ConnectionStateSchema = v.object({
  accountSid: v.nullable(SidSchema("AC")),
  hasToken: v.boolean(),
  appSid: v.nullable(SidSchema("AP")),
  keySid: v.nullable(SidSchema("SK")),
});

export const KeyStepSchema = v.object({
  keySid: SidSchema("SK"),
  made: v.boolean(),
  /** Keys of an interrupted Save, whose secrets nobody has. */
  deleted: v.number(),
});

export const AppStepSchema = v.object({
  appSid: SidSchema("AP"),
  name: v.string(),
  made: v.boolean(),
  /** Its addresses were others and were set. */
  changed: v.boolean(),
});

/** What answers a number. `name` is an app's name or an address's host. */
export const AnsweredBySchema = v.object({
  kind: v.picklist(["here", "nothing", "url", "bin", "demo", "app", "trunk"]),
  name: v.nullable(v.string()),
});

export const AccountNumberSchema = v.object({
  sid: numberSid,
  number: E164Schema,
  name: v.string(),
  answeredBy: AnsweredBySchema,
});

export const NumbersStepSchema = v.object({ numbers: v.array(AccountNumberSchema) });

export const BringInStepSchema = v.object({ number: E164Schema, moved: v.boolean() });

/** `left-alone`: changed by hand since. `gone`: not in the account any more. */
export const ReleasedSchema = v.object({
  number: E164Schema,
  outcome: v.picklist(["restored", "left-alone", "gone"]),
});

export const DisconnectStepSchema = v.object({
  numbers: v.array(ReleasedSchema),
  /** `left-alone`: an app of that SID leads elsewhere than to us. */
  app: v.picklist(["deleted", "left-alone", "gone"]),
});

export type ConnectedAccount = v.InferOutput<typeof ConnectedAccountSchema>;
export type ConnectionState = v.InferOutput<typeof ConnectionStateSchema>;
export type KeyStep = v.InferOutput<typeof KeyStepSchema>;
export type AppStep = v.InferOutput<typeof AppStepSchema>;
export type AnsweredBy = v.InferOutput<typeof AnsweredBySchema>;
export type AccountNumber = v.InferOutput<typeof AccountNumberSchema>;
export type BringInStep = v.InferOutput<typeof BringInStepSchema>;
export type Released = v.InferOutput<typeof ReleasedSchema>;
export type DisconnectStep = v.InferOutput<typeof DisconnectStepSchema>;

/** What the steps answer. */
export type ConnectionAnswer =
  | ConnectionState
  | ConnectedAccount
  | KeyStep
  | AppStep
  | v.InferOutput<typeof NumbersStepSchema>
  | BringInStep
  | Released
  | DisconnectStep;
