import * as v from "valibot";
import {
  E164Schema,
  IdSchema,
  MomentSchema,
  SidSchema,
  TicketSchema,
} from "../contracts/fields.ts";
import type { ApiKey } from "../domain/api_key.ts";
import type { ReadDestination } from "../domain/destination.ts";
import { type Database, parseAnswer } from "./database.ts";

/** Who asks, and for which seat. The database checks that the seat is this user's and active. */
export interface Seat {
  userId: string;
  workspaceId: number;
  identity: string;
}

function seatArguments({ userId, workspaceId, identity }: Seat) {
  return { user_id: userId, workspace_id: workspaceId, identity };
}

const CallContextSchema = v.object({
  ok: v.literal(true),
  agent_id: IdSchema,
  country: v.string(),
});

/** The seat's workspace's country, ISO 3166 alpha-2. */
export async function readCountry(database: Database, seat: Seat): Promise<string> {
  const answer = await database("call_context", seatArguments(seat));
  return parseAnswer(CallContextSchema, answer).country;
}

const CountrySchema = v.object({ ok: v.literal(true), country: v.string() });

/** The same for a person's own seat in the workspace, whatever its identity. */
export async function readWorkspaceCountry(
  database: Database,
  userId: string,
  workspaceId: number,
): Promise<string> {
  const answer = await database("workspace_country", {
    user_id: userId,
    workspace_id: workspaceId,
  });
  return parseAnswer(CountrySchema, answer).country;
}

const VoiceGrantSchema = v.object({
  ok: v.literal(true),
  account_sid: SidSchema("AC"),
  app_sid: SidSchema("AP"),
  api_key_sid: v.nullable(SidSchema("SK")),
  api_key_secret: v.nullable(v.string()),
  auth_token: v.nullable(v.string()),
  key_retires: v.optional(v.boolean(), false),
});

/**
 * What signs a Voice access token. `authToken` is there only while no API key is stored; `keyRetires`: a former key
 * lives on at Twilio, and may be due.
 */
export type VoiceGrant =
  & { accountSid: string; appSid: string; keyRetires: boolean }
  & ({ key: ApiKey; authToken: null } | { key: null; authToken: string | null });

export async function readVoiceGrant(database: Database, seat: Seat): Promise<VoiceGrant> {
  const grant = parseAnswer(VoiceGrantSchema, await database("voice_grant", seatArguments(seat)));
  const account = {
    accountSid: grant.account_sid,
    appSid: grant.app_sid,
    keyRetires: grant.key_retires,
  };
  return grant.api_key_sid !== null && grant.api_key_secret !== null
    ? {
      ...account,
      key: { sid: grant.api_key_sid, secret: grant.api_key_secret },
      authToken: null,
    }
    : { ...account, key: null, authToken: grant.auth_token };
}

const ServerCallGrantSchema = v.object({
  ok: v.literal(true),
  account_sid: SidSchema("AC"),
  api_key_sid: SidSchema("SK"),
  api_key_secret: v.string(),
});

/** The account and the key with which our server places a call. */
export async function readServerCallGrant(
  database: Database,
  seat: Seat,
): Promise<{ accountSid: string; key: ApiKey }> {
  const answer = await database("server_call_grant", seatArguments(seat));
  const grant = parseAnswer(ServerCallGrantSchema, answer);
  return {
    accountSid: grant.account_sid,
    key: { sid: grant.api_key_sid, secret: grant.api_key_secret },
  };
}

const StoredKeySchema = v.object({ stored: v.boolean(), key_sid: v.nullable(SidSchema("SK")) });

/** Keeps a workspace's API key. False: another one was stored first, and that one counts. */
export async function storeApiKey(
  database: Database,
  { workspaceId, accountSid, key }: { workspaceId: number; accountSid: string; key: ApiKey },
): Promise<boolean> {
  const answer = await database("store_api_key", {
    workspace_id: workspaceId,
    account_sid: accountSid,
    key_sid: key.sid,
    key_secret: key.secret,
  });
  return parseAnswer(StoredKeySchema, answer).stored;
}

const PlacedCallSchema = v.object({
  ok: v.literal(true),
  call_id: TicketSchema,
  expires_at: MomentSchema,
  reused: v.boolean(),
  call_sid: v.optional(v.nullable(SidSchema("CA")), null),
});

export interface PlacedCall {
  ticket: string;
  expiresAt: string;
  /** The seat's unfinished call to the same number, asked for again. */
  reused: boolean;
  /** The Twilio call that redeemed the ticket already. */
  callSid: string | null;
}

/**
 * Records a call that the seat places, and issues its ticket.
 * @throws Failure `E-FROM`, `E-CALL-LIVE`, and what the workspace's policy refuses: `E-DEST-COUNTRY`,
 * `E-DEST-BLOCKED`, `E-DEST-EMERGENCY`, `E-HOURS`, `E-PAUSED`, `E-CAP-…`
 */
export async function placeCall(
  database: Database,
  seat: Seat,
  { destination, from, mode }: {
    destination: ReadDestination;
    from: string;
    mode: "browser" | "server";
  },
): Promise<PlacedCall> {
  const answer = await database("place_call", {
    ...seatArguments(seat),
    to_number: destination.to,
    from_number: v.parse(E164Schema, from),
    mode,
    to_country: destination.country,
    emergency: destination.emergency,
  });
  return placedCall(answer);
}

/**
 * Records a call that the seat places to a colleague's browser, and issues its ticket.
 * @throws Failure `E-TARGET` when it would not ring, `E-CALL-LIVE`
 */
export async function callColleague(
  database: Database,
  seat: Seat,
  colleague: string,
): Promise<PlacedCall> {
  return placedCall(await database("call_colleague", { ...seatArguments(seat), colleague }));
}

function placedCall(answer: unknown): PlacedCall {
  const call = parseAnswer(PlacedCallSchema, answer);
  return {
    ticket: call.call_id,
    expiresAt: call.expires_at,
    reused: call.reused,
    callSid: call.call_sid,
  };
}

const BoundSchema = v.object({ ok: v.literal(true) });

/** Binds a server-mode ticket to the Twilio call that rings the dialer. */
export async function bindServerCall(
  database: Database,
  { ticket, callSid }: { ticket: string; callSid: string },
): Promise<void> {
  parseAnswer(BoundSchema, await database("bind_server_call", { ticket, call_sid: callSid }));
}

const FailedSchema = v.object({ ok: v.literal(true), call_sid: v.nullable(SidSchema("CA")) });

/**
 * Ends a server-mode order whose dialer could not be rung.
 * @returns the Twilio call that began all the same and goes on; null when the order is over
 */
export async function failServerCall(database: Database, ticket: string): Promise<string | null> {
  const args = { ticket, reason: "dialer-not-reached" };
  return parseAnswer(FailedSchema, await database("fail_server_call", args)).call_sid;
}
