import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { type Call, CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";
import { IdSchema } from "../../../supabase/functions/_shared/contracts/fields.ts";
import {
  type OutboundAnswer,
  OutboundAnswerSchema,
} from "../../../supabase/functions/_shared/contracts/outbound.ts";
import {
  type TokenAnswer,
  TokenAnswerSchema,
} from "../../../supabase/functions/_shared/contracts/token.ts";
import { CallAnswerSchema } from "../../../supabase/functions/_shared/contracts/call_command.ts";
import { callColumns } from "../calls/call-columns.ts";
import { callFunction } from "../shared/functions.ts";
import { problemOf, type Result } from "../shared/problem.ts";
import { readRows } from "../shared/read-rows.ts";
import type { Seat } from "../shared/workspace-data.ts";

/** What the phone asks of our side. None of these throws. */
export interface PhoneServer {
  token: () => Promise<Result<TokenAnswer>>;
  outbound: (to: string, from: string) => Promise<Result<OutboundAnswer>>;
  /**
   * Has our side end the call too, so that it ends also when the tab goes before the SDK has said so.
   * @param press a UUID of the press: sent again, it is the same
   */
  endCall: (callId: number, press: string) => Promise<void>;
  /** Chooses the seat's status, and proves that somebody is there. */
  reportPresence: (status: "available" | "away" | "offline") => Promise<Result<null>>;
  /** The seat's dialer holds a token that this API key signed. */
  reportToken: (keySid: string) => Promise<Result<null>>;
  /** Keeps what the SDK saw; nobody waits for it. */
  recordEvents: (callId: number, events: RecordedEvent[]) => Promise<void>;
  /** A call that this person may see, by its id or its ticket; null when there is none. */
  readCall: (by: { id: number } | { ticket: string }) => Promise<Call | null>;
  /** How many others a call rings. */
  countOthers: (callId: number) => Promise<number>;
  /** Whether the far network said that the number of a failed call does not exist. */
  isNoSuchNumber: (callId: number) => Promise<boolean>;
}

/** Something that the SDK told, with the epoch ms at which it did. */
export interface RecordedEvent {
  kind: string;
  at: number;
  detail?: string | number | boolean;
}

/** A heartbeat that takes longer than this proves nothing; the next one is due by then. */
const reportLimitMs = 8_000;

const SeatAnswer = v.variant("ok", [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), code: v.literal("E-SEAT") }),
]);
const LegRow = v.object({ agent_id: v.nullable(IdSchema) });
const SipRow = v.object({ sip_response_code: v.nullable(v.number()) });
/** Not found, gone, address incomplete, does not exist anywhere: https://www.rfc-editor.org/rfc/rfc3261#section-21 */
const noSuchNumber = [404, 410, 484, 604];

/** The phone's server side over the Supabase client, for one seat. */
export function serverOf(client: SupabaseClient, seat: Seat): PhoneServer {
  async function report(
    rpc: "report_presence" | "report_token",
    more: Record<string, string>,
  ): Promise<Result<null>> {
    const { data, error, status } = await client
      .rpc(rpc, { workspace_id: seat.workspaceId, ...more })
      .abortSignal(AbortSignal.timeout(reportLimitMs));
    if (error) {
      return { ok: false, problem: problemOf(status === 401 ? "E-AUTH-SIGNIN" : "E-NETWORK") };
    }
    const answer = v.safeParse(SeatAnswer, data);
    if (!answer.success) return { ok: false, problem: problemOf("E-INTERNAL") };
    return answer.output.ok
      ? { ok: true, value: null }
      : { ok: false, problem: problemOf(answer.output.code) };
  }

  return {
    token: () =>
      callFunction(
        client,
        "token",
        { workspaceId: seat.workspaceId, identity: seat.identity },
        TokenAnswerSchema,
      ),
    outbound: (to, from) =>
      callFunction(
        client,
        "outbound",
        { To: to, From: from, WorkspaceId: seat.workspaceId, identity: seat.identity },
        OutboundAnswerSchema,
      ),
    async endCall(callId, press) {
      const body = { id: press, workspaceId: seat.workspaceId, callId, command: "end" };
      const answer = await callFunction(client, "call", body, CallAnswerSchema);
      if (!answer.ok) console.warn(`Cannot end call ${callId}: ${answer.problem.code}`);
    },
    reportPresence: (status) => report("report_presence", { status }),
    reportToken: (keySid) => report("report_token", { api_key_sid: keySid }),
    async recordEvents(callId, events) {
      const { error } = await client.rpc("record_call_event", {
        call_id: callId,
        kind: events.length === 1 ? events[0]?.kind : "batch",
        payload: { events },
      });
      if (error) console.warn(`Cannot record call events: ${error.message}`);
    },
    async readCall(by) {
      const query = client.from("call").select(callColumns).eq("workspace_id", seat.workspaceId);
      const one = "id" in by ? query.eq("id", by.id) : query.eq("ticket", by.ticket);
      const rows = await readRows(one.limit(1), CallSchema).catch(() => []);
      return rows[0] ?? null;
    },
    async countOthers(callId) {
      const query = client.from("call_leg").select("agent_id").eq("workspace_id", seat.workspaceId);
      const ringing = query.eq("call_id", callId).in("status", ["initiated", "ringing"]);
      const rows = await readRows(ringing, LegRow).catch(() => []);
      const others = rows.map((row) => row.agent_id).filter((id) => id !== null && id !== seat.id);
      return new Set(others).size;
    },
    async isNoSuchNumber(callId) {
      const query = client.from("call_leg").select("sip_response_code");
      const failed = query.eq("workspace_id", seat.workspaceId).eq("call_id", callId);
      const rows = await readRows(failed.in("sip_response_code", noSuchNumber), SipRow).catch(
        () => [],
      );
      return rows.length > 0;
    },
  };
}
