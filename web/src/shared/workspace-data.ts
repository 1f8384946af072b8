import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import {
  E164Schema,
  IdentitySchema,
  IdSchema,
  MomentSchema,
  RoleSchema,
} from "../../../supabase/functions/_shared/contracts/fields.ts";
import {
  type Policy,
  policyColumns,
  PolicySchema,
} from "../../../supabase/functions/_shared/contracts/policy.ts";
import { PresenceSchema } from "../../../supabase/functions/_shared/contracts/presence.ts";
import { readAllRows, readRows } from "./read-rows.ts";
import { serverClock } from "./server-clock.ts";
import { isolated } from "./ui/isolated.ts";

/** A person's place in one workspace. */
export interface Seat {
  id: number;
  workspaceId: number;
  role: v.InferOutput<typeof RoleSchema>;
  identity: string;
  displayName: string;
  active: boolean;
}

/** Where Twilio rings the seat's browser. */
export function addressOf({ identity }: Pick<Seat, "identity">): string {
  return `client:${identity}`;
}

export interface Workspace {
  id: number;
  name: string;
  /** ISO 3166 alpha-2: whose way of writing numbers holds here. */
  country: string;
}

/** One of the agent's own numbers, for the From picker. */
export interface FromNumber {
  number: string;
  /** Null for one that has no name of its own; then its number stands where the name would. */
  name: string | null;
}

/** Twilio names a number after itself until somebody names it: that is no name, however it is written. */
export function ownName(name: string | null, number: string): string | null {
  if (name === null || name.trim() === "") return null;
  const isNumber = !/\p{L}/u.test(name) && number.endsWith(name.replaceAll(/\D/g, "").slice(-7));
  return isNumber ? null : isolated(name);
}

const SeatRow = v.pipe(
  v.object({
    id: IdSchema,
    workspace_id: IdSchema,
    role: RoleSchema,
    identity: IdentitySchema,
    display_name: v.string(),
    active: v.boolean(),
  }),
  v.transform((row): Seat => ({
    id: row.id,
    workspaceId: row.workspace_id,
    role: row.role,
    identity: row.identity,
    displayName: isolated(row.display_name),
    active: row.active,
  })),
);
const seatColumns = "id,workspace_id,role,identity,display_name,active";

const WorkspaceRow = v.object({ id: IdSchema, name: v.string(), country: v.string() });

const NumberRow = v.pipe(
  v.object({ phone_number: E164Schema, friendly_name: v.nullable(v.string()) }),
  v.transform((row): FromNumber => ({
    number: row.phone_number,
    name: ownName(row.friendly_name, row.phone_number),
  })),
);

const LineRow = v.object({
  twilio_number: E164Schema,
  friendly_name: v.nullable(v.string()),
  emergency_address: v.boolean(),
});

/** The workspace's numbers. */
export interface Lines {
  /** By E.164, with the names that people gave them; null for one without. */
  names: ReadonlyMap<string, string | null>;
  /** Those from which an emergency may be called. */
  forEmergencies: ReadonlySet<string>;
}

const BusyRow = v.object({ agent_id: v.nullable(IdSchema), created_at: MomentSchema });

/** What `who_is_there` answers: what each person chose, whose phone was heard when, and who is on a call as far as one may know. */
const ThereSchema = v.object({
  now: v.pipe(MomentSchema, v.transform(Date.parse)),
  /** Whether Twilio could be asked for a call. */
  connected: v.boolean(),
  presence: v.array(PresenceSchema),
  busy: v.array(BusyRow),
});

export type There = v.InferOutput<typeof ThereSchema>;

const toLines = (rows: v.InferOutput<typeof LineRow>[]): Lines => ({
  names: new Map(
    rows.map((row) => [row.twilio_number, ownName(row.friendly_name, row.twilio_number)]),
  ),
  forEmergencies: new Set(rows.flatMap((row) => row.emergency_address ? [row.twilio_number] : [])),
});

/** What `open_dialer` answers. */
const OpeningSchema = v.object({
  seats: v.array(SeatRow),
  workspaces: v.array(WorkspaceRow),
  /** Of the seat that is open; null for whoever has none. */
  open: v.nullable(v.object({
    agent_id: IdSchema,
    numbers: v.array(NumberRow),
    lines: v.pipe(v.array(LineRow), v.transform(toLines)),
    people: v.array(SeatRow),
    policy: v.nullable(PolicySchema),
    there: ThereSchema,
  })),
});

export type Opening = v.InferOutput<typeof OpeningSchema>;

/**
 * What the dialer has to know when it opens, in one question.
 * @param workspaceId the one to open where the person has a seat in it; else it is the oldest seat's
 * @throws when it can't be read
 */
export async function readOpening(client: SupabaseClient, workspaceId: number): Promise<Opening> {
  const answered = serverClock.ask();
  const { data, error } = await client.rpc("open_dialer", { workspace_id: workspaceId });
  if (error) throw new Error(`Cannot open the dialer: ${error.code} ${error.message}`);
  const opening = v.parse(OpeningSchema, data);
  if (opening.open) answered(opening.open.there.now);
  return opening;
}

/** The seats of a user, active ones only, the oldest first. */
export function readSeats(client: SupabaseClient, userId: string): Promise<Seat[]> {
  const query = client.from("agent").select(seatColumns).eq("user_id", userId).eq("active", true);
  return readRows(query.order("id"), SeatRow);
}

/** The workspaces that the user has a seat in: row-level security shows no others. */
export function readWorkspaces(client: SupabaseClient): Promise<Workspace[]> {
  return readRows(client.from("workspace").select("id,name,country"), WorkspaceRow);
}

/** The numbers that this seat may call from. */
export function readFromNumbers(client: SupabaseClient, seatId: number): Promise<FromNumber[]> {
  const query = () =>
    client.from("agent_phone").select("phone_number,friendly_name")
      .eq("agent_id", seatId).eq("may_call", true).order("id");
  return readAllRows(query, NumberRow);
}

export async function readLines(client: SupabaseClient, workspaceId: number): Promise<Lines> {
  const query = () =>
    client.from("workspace_twilio_number").select(
      "twilio_number,friendly_name,emergency_address",
    )
      .eq("workspace_id", workspaceId).order("id");
  return toLines(await readAllRows(query, LineRow));
}

/** What calls out are held to. */
export async function readPolicy(
  client: SupabaseClient,
  workspaceId: number,
): Promise<Policy | null> {
  const query = client.from("workspace_policy").select(policyColumns);
  const rows = await readRows(query.eq("workspace_id", workspaceId), PolicySchema);
  return rows[0] ?? null;
}

/** Everybody with a seat in the workspace, left ones included: old calls name them. */
export function readPeople(client: SupabaseClient, workspaceId: number): Promise<Seat[]> {
  const query = () =>
    client.from("agent").select(seatColumns).eq("workspace_id", workspaceId)
      .order("display_name").order("id");
  return readAllRows(query, SeatRow);
}

/** @throws when it can't be read */
export async function readThere(client: SupabaseClient, workspaceId: number): Promise<There> {
  const answered = serverClock.ask();
  const { data, error } = await client.rpc("who_is_there", { workspace_id: workspaceId });
  if (error) throw new Error(`Cannot read who is there: ${error.code} ${error.message}`);
  const there = v.parse(ThereSchema, data);
  answered(there.now);
  return there;
}
