import * as v from "valibot";
import { E164Schema, SidSchema } from "../contracts/fields.ts";
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
  app_sid: v.nullable(SidSchema("AP")),
  api_key_sid: v.nullable(SidSchema("SK")),
  numbers: v.array(
    v.object({
      sid: SidSchema("PN"),
      number: E164Schema,
      settings: v.record(v.string(), v.unknown()),
    }),
  ),
});

/** What is stored of the connection. The token is for Twilio only, never for an answer. */
export interface Connection {
  accountSid: string | null;
  authToken: string | null;
  appSid: string | null;
  keySid: string | null;
  /** Numbers that were brought in, with what answered them before. */
  numbers: { sid: string; number: string; settings: Record<string, unknown> }[];
}

/** @throws Failure `E-SEAT`, `E-ADMIN` */
export async function readConnection(database: Database, admin: Admin): Promise<Connection> {
  const grant = parseAnswer(GrantSchema, await database("connection_grant", argumentsOf(admin)));
  return {
    accountSid: grant.account_sid,
    authToken: grant.auth_token,
    appSid: grant.app_sid,
    keySid: grant.api_key_sid,
    numbers: grant.numbers,
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

export async function replaceApiKey(
  database: Database,
  admin: Admin,
  { accountSid, formerSid, key }: { accountSid: string; formerSid: string | null; key: ApiKey },
): Promise<Replaced> {
  const { stored, sid } = parseAnswer(
    ReplacedSchema,
    await database("replace_api_key", {
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
