import * as v from "valibot";
import { E164Schema, MomentSchema, SidSchema } from "../contracts/fields.ts";
import type { ApiKey } from "../domain/api_key.ts";
import { type Database, parseAnswer } from "./database.ts";

/** Who connects which workspace. The database checks that the person is an admin of it. */
export interface Admin {
  userId: string;
  workspaceId: number;
}

/** How the RPCs for an admin are told who asks. */
export const argumentsOf = ({ userId, workspaceId }: Admin) => ({
  user_id: userId,
  workspace_id: workspaceId,
});

const GrantSchema = v.object({
  ok: v.literal(true),
  account_sid: v.nullable(SidSchema("AC")),
  auth_token: v.nullable(v.string()),
  next_auth_token: v.nullable(v.string()),
  next_is_former: v.boolean(),
  app_sid: v.nullable(SidSchema("AP")),
  api_key_sid: v.nullable(SidSchema("SK")),
  recordings: v.number(),
  dialers: v.number(),
  moved: v.number(),
  retiring: v.array(v.object({ sid: SidSchema("SK"), tokens_end_at: MomentSchema })),
  numbers: v.array(
    v.object({
      sid: SidSchema("PN"),
      number: E164Schema,
      settings: v.record(v.string(), v.unknown()),
      app_sid: v.nullable(SidSchema("AP")),
    }),
  ),
});

/** What is stored of the connection. The tokens are for Twilio only, never for an answer. */
export interface Connection {
  accountSid: string | null;
  authToken: string | null;
  /** The token beside it: Twilio's secondary one, or, after its promotion, the former one. */
  otherToken: string | null;
  otherIsFormer: boolean;
  appSid: string | null;
  keySid: string | null;
  /** Former API keys that live on at Twilio. */
  retiring: { keySid: string; tokensEndAt: string }[];
  /** Recordings of ours that the account has. */
  recordings: number;
  /** Dialers that are online or in a call, and how many of them hold a token of the present key. */
  dialers: number;
  moved: number;
  /** Numbers that were brought in, with what answered them before and our app that they were pointed at. */
  numbers: {
    sid: string;
    number: string;
    settings: Record<string, unknown>;
    appSid: string | null;
  }[];
}

/** @throws Failure `E-SEAT`, `E-ADMIN` */
export async function readConnection(database: Database, admin: Admin): Promise<Connection> {
  const grant = parseAnswer(GrantSchema, await database("connection_grant", argumentsOf(admin)));
  return {
    accountSid: grant.account_sid,
    authToken: grant.auth_token,
    otherToken: grant.next_auth_token,
    otherIsFormer: grant.next_is_former,
    appSid: grant.app_sid,
    keySid: grant.api_key_sid,
    retiring: grant.retiring.map(({ sid, tokens_end_at }) => ({
      keySid: sid,
      tokensEndAt: tokens_end_at,
    })),
    recordings: grant.recordings,
    dialers: grant.dialers,
    moved: grant.moved,
    numbers: grant.numbers.map(({ app_sid, ...kept }) => ({ ...kept, appSid: app_sid })),
  };
}

/** An RPC's answer that says no more than that it is done. */
export const DoneSchema = v.object({ ok: v.literal(true) });

/** @throws Failure `E-ACCOUNT-TAKEN`, `E-ACCOUNT-OTHER` */
export async function connectAccount(
  database: Database,
  admin: Admin,
  { accountSid, authToken }: { accountSid: string; authToken: string },
): Promise<void> {
  const args = { ...argumentsOf(admin), account_sid: accountSid, auth_token: authToken };
  parseAnswer(DoneSchema, await database("connect_account", args));
}

const ReplacedSchema = v.object({
  ok: v.literal(true),
  stored: v.boolean(),
  sid: v.nullable(v.string()),
});

/** What is stored now; `stored` is false when another request was first. */
export interface Replaced {
  stored: boolean;
  sid: string | null;
}

/** @param retires the former key lives on at Twilio: dialers hold tokens that it signed */
export async function replaceApiKey(
  database: Database,
  admin: Admin,
  { accountSid, formerSid, key, retires = false }: {
    accountSid: string;
    formerSid: string | null;
    key: ApiKey;
    retires?: boolean;
  },
): Promise<Replaced> {
  const { stored, sid } = parseAnswer(
    ReplacedSchema,
    await database(retires ? "rotate_api_key" : "replace_api_key", {
      ...argumentsOf(admin),
      account_sid: accountSid,
      former_sid: formerSid,
      key_sid: key.sid,
      key_secret: key.secret,
    }),
  );
  return { stored, sid };
}

export async function replaceApp(
  database: Database,
  admin: Admin,
  { accountSid, formerSid, appSid }: {
    accountSid: string;
    formerSid: string | null;
    appSid: string;
  },
): Promise<Replaced> {
  const { stored, sid } = parseAnswer(
    ReplacedSchema,
    await database("replace_twiml_app", {
      ...argumentsOf(admin),
      account_sid: accountSid,
      former_sid: formerSid,
      app_sid: appSid,
    }),
  );
  return { stored, sid };
}

/** @throws Failure `E-NUMBER-TAKEN`, `E-ACCOUNT-OTHER` */
export async function keepNumberSettings(
  database: Database,
  admin: Admin,
  { accountSid, sid, number, settings }: {
    accountSid: string;
    sid: string;
    number: string;
    settings: Record<string, unknown>;
  },
): Promise<void> {
  const args = { account_sid: accountSid, number_sid: sid, twilio_number: number, settings };
  parseAnswer(
    DoneSchema,
    await database("keep_number_settings", { ...argumentsOf(admin), ...args }),
  );
}

/** @throws Failure `E-NUMBER-TAKEN` */
export async function addNumber(
  database: Database,
  admin: Admin,
  { sid, friendlyName }: { sid: string; friendlyName: string },
): Promise<void> {
  const args = { number_sid: sid, friendly_name: friendlyName };
  parseAnswer(DoneSchema, await database("add_number", { ...argumentsOf(admin), ...args }));
}

export async function forgetNumberSettings(
  database: Database,
  admin: Admin,
  { sid, outcome }: { sid: string; outcome: "undone" | "restored" | "left_alone" | "gone" },
): Promise<void> {
  const args = { number_sid: sid, outcome };
  parseAnswer(
    DoneSchema,
    await database("forget_number_settings", { ...argumentsOf(admin), ...args }),
  );
}

export async function disconnectAccount(
  database: Database,
  admin: Admin,
  accountSid: string,
): Promise<void> {
  const args = { ...argumentsOf(admin), account_sid: accountSid };
  parseAnswer(DoneSchema, await database("disconnect_account", args));
}

/** Forgets the account without Twilio. */
export async function forgetAccount(
  database: Database,
  admin: Admin,
  accountSid: string,
): Promise<void> {
  const args = { ...argumentsOf(admin), account_sid: accountSid };
  parseAnswer(DoneSchema, await database("forget_account", args));
}
