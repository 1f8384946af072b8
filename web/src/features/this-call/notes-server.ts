import * as v from "valibot";
import { IdSchema, MomentSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { callRpc, type RpcClient } from "../../shared/call-rpc.ts";
import { type Problem, type Result } from "../../shared/problem.ts";
import { readRows, type RowsClient, rowsProblem } from "../../shared/read-rows.ts";

/** What the page needs of the client. */
export type NotesClient = RowsClient & RpcClient;

const moment = v.pipe(MomentSchema, v.transform(Date.parse));

const NoteRow = v.pipe(
  v.object({ agent_id: IdSchema, body: v.string(), updated_at: moment, version: v.number() }),
  v.transform(({ agent_id: agentId, updated_at: at, body, version }): Note => ({
    agentId,
    body,
    at,
    version,
  })),
);

/** What one person wrote on a call. */
export interface Note {
  agentId: number;
  body: string;
  /** Epoch ms of the last change. */
  at: number;
  version: number;
}

const Saved = v.object({ ok: v.literal(true), version: v.number(), saved_at: moment });
const Done = v.object({ ok: v.literal(true) });
const Extended = v.object({ ok: v.literal(true), may_extend: v.boolean() });
const TalkRow = v.object({ call_id: IdSchema });

/** The database's side of what comes after a call, for one seat. None of these throws. */
export function notesServer(client: NotesClient, workspaceId: number, agentId: number) {
  const done = async (name: string, args: Parameters<typeof callRpc>[2]) => {
    const answer = await callRpc(client, name, { workspace_id: workspaceId, ...args }, Done);
    return answer.ok ? null : answer.problem;
  };
  return {
    /** Everybody's notes on the call, the oldest first. */
    async read(callId: number): Promise<Result<Note[]>> {
      const query = client.from("call_note").select("agent_id,body,updated_at,version")
        .eq("workspace_id", workspaceId).eq("call_id", callId).order("updated_at");
      try {
        return { ok: true, value: await readRows(query, NoteRow) };
      } catch (error) {
        return { ok: false, problem: rowsProblem(error) };
      }
    },

    /** Saves the own note whole, in place of that version of it; 0: there is none yet. */
    async save(callId: number, body: string, version: number): Promise<Result<Saving>> {
      const args = { workspace_id: workspaceId, call_id: callId, body, version };
      const saved = await callRpc(client, "save_note", args, Saved);
      if (!saved.ok) return saved;
      return { ok: true, value: { version: saved.value.version, at: saved.value.saved_at } };
    },

    /** @returns null when it is chosen; a tag of null is none any more */
    choose: (callId: number, tagId: number | null): Promise<Problem | null> =>
      done("choose_outcome", { call_id: callId, tag_id: tagId }),

    endWrapUp: (): Promise<Problem | null> => done("end_wrap_up", {}),

    /** @returns whether it can be extended once more */
    async extendWrapUp(): Promise<Result<boolean>> {
      const args = { workspace_id: workspaceId };
      const extended = await callRpc(client, "extend_wrap_up", args, Extended);
      return extended.ok ? { ok: true, value: extended.value.may_extend } : extended;
    },

    /** The call that this seat has talked in last; null where none is, or it can't be read. */
    async readLastTalk(): Promise<number | null> {
      const query = client.from("call_participant").select("call_id")
        .eq("agent_id", agentId).in("outcome", ["took", "handed-over"]).not("left_at", "is", null)
        .order("left_at", { ascending: false }).limit(1);
      try {
        return (await readRows(query, TalkRow))[0]?.call_id ?? null;
      } catch {
        return null;
      }
    },
  };
}

/** What became of a save. */
export interface Saving {
  version: number;
  /** Epoch ms by the server. */
  at: number;
}

export type NotesServer = ReturnType<typeof notesServer>;
