import * as v from "valibot";
import { E164Schema, IdFieldSchema, MomentSchema, SidSchema } from "./fields.ts";

const workspaceId = IdFieldSchema;
const numberSid = SidSchema("PN");
const authToken = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/**
 * `POST /connection`: an admin connects, looks at or disconnects the workspace's Twilio account. One
 * request is one step, and each may be repeated: what is already done stays as it is.
 */
export const ConnectionRequestSchema = v.variant("action", [
  /** What is stored; Twilio is not asked. */
  v.object({ action: v.literal("state"), workspaceId }),
  /** What Twilio says about the stored account. */
  v.object({ action: v.literal("account"), workspaceId }),
  /** Has Twilio confirm SID and token, then seals them. Without a token, the stored one. */
  v.object({
    action: v.literal("check"),
    workspaceId,
    accountSid: SidSchema("AC"),
    authToken: v.optional(authToken),
  }),
  /** Creates the workspace's API key, or finds it. */
  v.object({ action: v.literal("key"), workspaceId }),
  /** Finds or creates the TwiML App, and points it at our functions. */
  v.object({ action: v.literal("app"), workspaceId }),
  /** Every voice number of the account, with what answers it now. */
  v.object({ action: v.literal("numbers"), workspaceId }),
  /** Points one number at the app. */
  v.object({ action: v.literal("bring-in"), workspaceId, numberSid }),
  /** Sends one number's calls back to what answered it before. */
  v.object({ action: v.literal("release"), workspaceId, numberSid }),
  /** Releases whatever is left, deletes app and key, forgets the secrets. */
  v.object({ action: v.literal("disconnect"), workspaceId }),
  /** Creates a new API key in place of this one, which lives on at Twilio while a dialer needs it. */
  v.object({ action: v.literal("rotate-key"), workspaceId, keySid: SidSchema("SK") }),
  /** How far a rotation has come; deletes at Twilio what nobody needs any longer. */
  v.object({ action: v.literal("rotation"), workspaceId }),
  /** Has Twilio confirm the account's secondary token, then seals it: from now on both verify. */
  v.object({ action: v.literal("next-token"), workspaceId, authToken }),
  /** Twilio has promoted it: the next token becomes the token, and the token becomes the former one. */
  v.object({ action: v.literal("promote-token"), workspaceId }),
  /** Removes the next or the former token, whichever there is. */
  v.object({ action: v.literal("remove-token"), workspaceId }),
  /** Forgets an account that Twilio no longer opens. Answers with what is left there. */
  v.object({ action: v.literal("forget"), workspaceId }),
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
  /** The second token, if any: Twilio's secondary one, or the one that was the token before. */
  otherToken: v.nullable(v.picklist(["next", "former"])),
  appSid: v.nullable(SidSchema("AP")),
  keySid: v.nullable(SidSchema("SK")),
  /** Former API keys that Twilio still has. `tokensEndAt`: their last token expires. */
  retiring: v.array(v.object({ keySid: SidSchema("SK"), tokensEndAt: MomentSchema })),
  /** Dialers that are online or in a call, and how many of them hold a token of the present key. */
  dialers: v.number(),
  moved: v.number(),
  /** Numbers routed here, as far as we know. */
  numbers: v.array(E164Schema),
  /** Recordings of ours that the account has. */
  recordings: v.number(),
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
  /** Its addresses were different and have been set. */
  changed: v.boolean(),
});

/** What answers a number. `name` is an app's or a trunk's name or an address's host. */
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

/** `left-alone`: changed by hand since. `gone`: no longer in the account. */
export const ReleasedSchema = v.object({
  number: E164Schema,
  outcome: v.picklist(["restored", "left-alone", "gone"]),
});

export const DisconnectStepSchema = v.object({
  numbers: v.array(ReleasedSchema),
  /** `left-alone`: the app with that SID does not lead to us. */
  app: v.picklist(["deleted", "left-alone", "gone"]),
  /** How many recordings stay at Twilio: nobody here can listen to them, or delete them, before it is connected again. */
  recordings: v.number(),
});

/** What stays at Twilio, for a person to undo in its console. */
export const LeftBehindSchema = v.object({
  accountSid: v.nullable(SidSchema("AC")),
  appSid: v.nullable(SidSchema("AP")),
  keySids: v.array(SidSchema("SK")),
  numbers: v.array(E164Schema),
  recordings: v.number(),
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
export type LeftBehind = v.InferOutput<typeof LeftBehindSchema>;

/** What the steps answer. */
export type ConnectionAnswer =
  | ConnectionState
  | ConnectedAccount
  | KeyStep
  | AppStep
  | v.InferOutput<typeof NumbersStepSchema>
  | BringInStep
  | Released
  | DisconnectStep
  | LeftBehind;
