import * as v from "valibot";
import { E164Schema, IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import {
  type RecordingMode,
  RecordingModeSchema,
} from "../../../../supabase/functions/_shared/contracts/recording.ts";
import { problemOf, type Result } from "../../shared/problem.ts";
import { readAllRows, refusedBy, type RowsClient } from "../../shared/read-rows.ts";

/** A number of the workspace. */
export interface OwnNumber {
  id: number;
  /** E.164. */
  number: string;
  name: string;
  /** Whoever gets a seat from now on gets it. */
  forNewAgents: boolean;
  /** Which of its calls are recorded; null: as in the policy. */
  recording: RecordingMode | null;
}

/** What somebody does with a number. */
export interface Use {
  mayCall: boolean;
  rings: boolean;
}

/** By agent id; who is missing does not use the number. */
export type Uses = ReadonlyMap<number, Use>;

/** A use as the database keeps it. */
export interface KeptUse extends Use {
  /** Its row. */
  id: number;
}

export interface NumberRows {
  numbers: readonly OwnNumber[];
  /** By E.164. */
  uses: ReadonlyMap<string, ReadonlyMap<number, KeptUse>>;
}

/** Saved; false: it was not any more as this page knew it, and nothing was changed. */
export type Saved = Result<boolean>;

/** The workspace's numbers in the database. An admin writes them; row-level security decides. */
export interface NumbersTable {
  read: () => Promise<NumberRows>;
  rename: (number: OwnNumber, name: string) => Promise<Saved>;
  setForNewAgents: (number: OwnNumber, forNewAgents: boolean) => Promise<Saved>;
  setRecording: (number: OwnNumber, recording: RecordingMode | null) => Promise<Saved>;
  setUse: (number: OwnNumber, agentId: number, was: KeptUse | null, use: Use) => Promise<Saved>;
}

const NumberRow = v.pipe(
  v.object({
    id: IdSchema,
    twilio_number: E164Schema,
    friendly_name: v.string(),
    for_new_agents: v.boolean(),
    recording: v.nullable(RecordingModeSchema),
  }),
  v.transform((row): OwnNumber => ({
    id: row.id,
    number: row.twilio_number,
    name: row.friendly_name,
    forNewAgents: row.for_new_agents,
    recording: row.recording,
  })),
);

const UseRow = v.object({
  id: IdSchema,
  agent_id: IdSchema,
  phone_number: E164Schema,
  may_call: v.boolean(),
  rings: v.boolean(),
});

/**
 * Each change names what it found, and is made only while that holds: two admins at once never
 * overwrite each other unseen.
 */
export function numbersTable(client: RowsClient, workspaceId: number): NumbersTable {
  return {
    async read() {
      const numbers = () =>
        client.from("workspace_twilio_number")
          .select("id,twilio_number,friendly_name,for_new_agents,recording")
          .eq("workspace_id", workspaceId).order("id");
      const uses = () =>
        client.from("agent_phone").select("id,agent_id,phone_number,may_call,rings")
          .eq("workspace_id", workspaceId).order("id");
      const [numberRows, useRows] = await Promise.all([
        readAllRows(numbers, NumberRow),
        readAllRows(uses, UseRow),
      ]);
      return { numbers: numberRows, uses: groupUses(useRows) };
    },
    rename: ({ id, name: was }, name) =>
      save(
        client.from("workspace_twilio_number").update({ friendly_name: name })
          .eq("id", id).eq("friendly_name", was).select("id"),
      ),
    setForNewAgents: ({ id, forNewAgents: was }, forNewAgents) =>
      save(
        client.from("workspace_twilio_number").update({ for_new_agents: forNewAgents })
          .eq("id", id).eq("for_new_agents", was).select("id"),
      ),
    setRecording({ id, recording: was }, recording) {
      const query = client.from("workspace_twilio_number").update({ recording }).eq("id", id);
      return save(
        (was === null ? query.is("recording", null) : query.eq("recording", was)).select("id"),
      );
    },
    setUse({ number, name }, agentId, was, use) {
      const table = client.from("agent_phone");
      const columns = { may_call: use.mayCall, rings: use.rings };
      if (was === null) {
        return save(
          table.insert({ agent_id: agentId, phone_number: number, friendly_name: name, ...columns })
            .select("id"),
        );
      }
      const change = isUsed(use) ? table.update(columns) : table.delete();
      return save(
        change.eq("id", was.id).eq("may_call", was.mayCall).eq("rings", was.rings).select("id"),
      );
    },
  };
}

export const noUse: Use = { mayCall: false, rings: false };
export const isUsed = ({ mayCall, rings }: Use) => mayCall || rings;

function groupUses(
  rows: readonly v.InferOutput<typeof UseRow>[],
): Map<string, Map<number, KeptUse>> {
  const uses = new Map<string, Map<number, KeptUse>>();
  for (const { id, agent_id, phone_number, may_call, rings } of rows) {
    const of = uses.get(phone_number) ?? new Map<number, KeptUse>();
    uses.set(phone_number, of.set(agent_id, { id, mayCall: may_call, rings }));
  }
  return uses;
}

interface Answer {
  data: unknown;
  error: { code?: string; details?: string | null } | null;
}

/** Somebody else gave the seat the number first. */
const uniqueViolation = "23505";
/** The person is no admin any more. */
const notAllowed = "42501";
/** The number is gone. */
const noSuchRow = "23503";

async function save(query: PromiseLike<Answer>): Promise<Saved> {
  const { data, error } = await query;
  if (error === null) return { ok: true, value: Array.isArray(data) && data.length > 0 };
  const refused = refusedBy(error);
  if (refused !== null) return { ok: false, problem: problemOf(refused) };
  const { code = "" } = error;
  if (code === uniqueViolation || code === noSuchRow) return { ok: true, value: false };
  if (code === notAllowed) return { ok: false, problem: problemOf("E-ADMIN") };
  return { ok: false, problem: problemOf(code === "" ? "E-NETWORK" : "E-DATABASE") };
}
