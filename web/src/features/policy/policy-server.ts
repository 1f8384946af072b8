import * as v from "valibot";
import {
  E164Schema,
  IdSchema,
  MomentSchema,
} from "../../../../supabase/functions/_shared/contracts/fields.ts";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import {
  type RecordingPolicy,
  RecordingPolicySchema,
} from "../../../../supabase/functions/_shared/contracts/recording.ts";
import { type Problem, problemOf, type Result } from "../../shared/problem.ts";
import { followAdminChanges } from "../../shared/admin-changes.ts";
import type { TopicClient } from "../../shared/live-topic.ts";
import { callRpc, type RpcClient } from "../../shared/call-rpc.ts";
import { readRows, type RowsClient, rowsProblem } from "../../shared/read-rows.ts";
import type { ListNumber } from "./read-numbers.ts";

/** What the page needs of the client. */
export type PolicyClient = RowsClient & RpcClient & TopicClient;

/** What an admin may change of the policy. */
export type PolicyChange = Partial<
  & RecordingPolicy
  & Omit<
    Policy,
    | "workspace_id"
    | "paused_at"
    | "paused_until"
    | "pause_cause"
    | "pause_limit"
    | keyof AfterCall
  >
>;

/** What comes after a call; it is saved together with the outcomes. */
export type AfterCall = Pick<Policy, "wrap_up_s" | "outcome_required">;

const UseSchema = v.object({
  talked_s: v.number(),
  calls_in_last_minute: v.number(),
  busiest: v.nullable(v.object({ name: v.string(), talked_s: v.number() })),
});
/** Calls out of today. */
export type Use = v.InferOutput<typeof UseSchema>;

export type ListName = "blocked_caller" | "do_not_call";

const EntrySchema = v.object({
  id: IdSchema,
  number: E164Schema,
  is_prefix: v.boolean(),
  note: v.string(),
  created_at: MomentSchema,
});
/** A row of a list. */
export type Entry = v.InferOutput<typeof EntrySchema>;

/** As many rows as one answer holds (`max_rows` in config.toml). */
export const mostEntries = 1000;
/** Rows in one request to add. */
const atOnce = 500;

const Changed = v.object({ workspace_id: IdSchema });
const Added = v.object({ number: E164Schema });
const recordingColumns = Object.keys(RecordingPolicySchema.entries).join(",");
const Finding = v.object({ finding: v.string() });
const Done = v.object({ ok: v.literal(true) });

/** The Policy page's side of the database; it decides who may. None of these throws. */
export function policyServer(client: PolicyClient, workspaceId: number) {
  const attempt = async <T>(act: () => Promise<T>): Promise<Result<T>> => {
    try {
      return { ok: true, value: await act() };
    } catch (error) {
      return { ok: false, problem: rowsProblem(error) };
    }
  };
  return {
    /** @returns null when the database has it */
    async save(change: PolicyChange): Promise<Problem | null> {
      const query = client.from("workspace_policy").update(change).eq("workspace_id", workspaceId);
      const saved = await attempt(() => readRows(query.select("workspace_id"), Changed));
      if (!saved.ok) return saved.problem;
      return saved.value.length === 1 ? null : problemOf("E-ADMIN");
    },

    /**
     * @param outcomes nine names, for the keys 1 to 9; empty where there is none
     * @param seen as they were when the person changed them: somebody else's later change is not overwritten
     */
    async saveAfterCall(
      change: AfterCall,
      outcomes: readonly string[],
      seen: readonly string[],
    ): Promise<Problem | null> {
      const args = { workspace_id: workspaceId, ...change, outcomes, seen };
      const done = await callRpc(client, "save_after_call", args, Done);
      return done.ok ? null : done.problem;
    },

    /** What the policy says of recording; null when it can't be read. */
    async readRecording(): Promise<RecordingPolicy | null> {
      const query = client.from("workspace_policy").select(recordingColumns);
      const found = await attempt(() =>
        readRows(query.eq("workspace_id", workspaceId), RecordingPolicySchema)
      );
      return found.ok ? found.value[0] ?? null : null;
    },

    /** Whether Health found that anybody could listen to recordings at Twilio; false also while that is not known. */
    async areMediaOpen(): Promise<boolean> {
      const query = client.from("health_check").select("finding").eq("workspace_id", workspaceId);
      const found = await attempt(() => readRows(query.eq("check", "recordings"), Finding));
      return found.ok && found.value.some(({ finding }) => finding === "recordings-open");
    },

    readUse: () => callRpc(client, "policy_use", { workspace_id: workspaceId }, UseSchema),

    async setPaused(paused: boolean): Promise<Problem | null> {
      const args = { workspace_id: workspaceId, paused };
      const done = await callRpc(client, "pause_calls_out", args, Done);
      return done.ok ? null : done.problem;
    },

    /** The newest entries, or those with any of these digits. */
    readList: (list: ListName, anyOf: readonly string[] | null) =>
      attempt(async () => {
        if (anyOf?.length === 0) return [];
        const query = client.from(list).select("id,number,is_prefix,note,created_at")
          .eq("workspace_id", workspaceId).order("id", { ascending: false }).limit(mostEntries);
        const either = anyOf?.map((digits) => `number.like.*${digits}*`).join(",");
        return await readRows(either === undefined ? query : query.or(either), EntrySchema);
      }),

    /** Tells when a list may have changed, by whomever. Answers how to stop. */
    followList: (list: ListName, onChange: () => void) =>
      followAdminChanges(client, workspaceId, (action) => {
        if (action === null || action.startsWith(list)) onChange();
      }),

    /** @returns how many were not there yet */
    addTo: (list: ListName, numbers: readonly ListNumber[]) =>
      attempt(async () => {
        let added = 0;
        for (let from = 0; from < numbers.length; from += atOnce) {
          const rows = numbers.slice(from, from + atOnce).map(({ number, isPrefix, note }) => ({
            workspace_id: workspaceId,
            number,
            is_prefix: isPrefix,
            note,
          }));
          const query = client.from(list).upsert(rows, {
            onConflict: "workspace_id,number",
            ignoreDuplicates: true,
          });
          added += (await readRows(query.select("number"), Added)).length;
        }
        return added;
      }),

    async removeFrom(list: ListName, id: number): Promise<Problem | null> {
      const query = client.from(list).delete().eq("workspace_id", workspaceId).eq("id", id);
      const gone = await attempt(() => readRows(query.select("number"), Added));
      return gone.ok ? null : gone.problem;
    },
  };
}

export type PolicyServer = ReturnType<typeof policyServer>;
