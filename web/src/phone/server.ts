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
import { CallAnswerSchema } from "../../../supabase/functions/_shared/contracts/call_answer.ts";
import {
  type PresenceStatus,
  SeatChoiceSchema,
} from "../../../supabase/functions/_shared/contracts/presence.ts";
import { callColumns } from "../calls/call-columns.ts";
import { callFunction } from "../shared/functions.ts";
import { problemOf, type Result } from "../shared/problem.ts";
import { readRows } from "../shared/read-rows.ts";
import { serverClock } from "../shared/server-clock.ts";
import type { Seat } from "../shared/workspace-data.ts";
import type { Order } from "./phone-state.ts";
import type { Choice } from "./seat-choice.ts";

/** What the phone asks of our side. None of these throws. */
export interface PhoneServer {
  token: () => Promise<Result<TokenAnswer>>;
  outbound: (to: string, from: string) => Promise<Result<OutboundAnswer>>;
  /**
   * Has our side carry out a key of the running call; what it changes comes with the call's row. It is sent to its end,
   * though the tab be closed.
   * @param press a UUID of the press: sent again, it is the same
   */
  command: (callId: number, press: string, order: Order) => Promise<Result<null>>;
  /** What the person chose for the seat, in every browser. */
  choosePresence: (status: PresenceStatus) => Promise<Result<Choice>>;
  /** This phone would ring. Answers what is chosen for the seat. */
  beat: () => Promise<Result<Choice>>;
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

const SeatRefusal = v.object({ ok: v.literal(false), code: v.literal("E-SEAT") });
const ChoiceAnswer = v.variant("ok", [SeatChoiceSchema, SeatRefusal]);
const TokenReported = v.variant("ok", [v.object({ ok: v.literal(true) }), SeatRefusal]);
const LegRow = v.object({ agent_id: v.nullable(IdSchema) });
const SipRow = v.object({ sip_response_code: v.nullable(v.number()) });
/** Not found, gone, address incomplete, does not exist anywhere: https://www.rfc-editor.org/rfc/rfc3261#section-21 */
const noSuchNumber = [404, 410, 484, 604];

/** The phone's server side over the Supabase client, for one seat. */
export function serverOf(client: SupabaseClient, seat: Seat): PhoneServer {
  async function report<const S extends v.GenericSchema>(
    rpc: "choose_presence" | "beat" | "report_token",
    more: Record<string, string>,
    schema: S,
  ): Promise<Result<v.InferOutput<S>>> {
    const { data, error, status } = await client
      .rpc(rpc, { workspace_id: seat.workspaceId, ...more })
      .abortSignal(AbortSignal.timeout(reportLimitMs));
    if (error) {
      return { ok: false, problem: problemOf(status === 401 ? "E-AUTH-SIGNIN" : "E-NETWORK") };
    }
    const answer = v.safeParse(schema, data);
    return answer.success
      ? { ok: true, value: answer.output }
      : { ok: false, problem: problemOf("E-INTERNAL") };
  }

  async function choice(
    rpc: "choose_presence" | "beat",
    more: Record<string, string> = {},
  ): Promise<Result<Choice>> {
    const answered = serverClock.ask();
    const answer = await report(rpc, more, ChoiceAnswer);
    if (!answer.ok) return answer;
    if (!answer.value.ok) return { ok: false, problem: problemOf(answer.value.code) };
    const { status, changed_at: changedAt, now } = answer.value;
    answered(Date.parse(now));
    return { ok: true, value: { status, changedAt: Date.parse(changedAt) } };
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
    async command(callId, press, order) {
      const body = { ...order, id: press, workspaceId: seat.workspaceId, callId };
      const answer = await callFunction(client, "call", body, CallAnswerSchema);
      if (!answer.ok) {
        console.warn(`Cannot ${order.command} in call ${callId}: ${answer.problem.code}`);
        return answer;
      }
      return answer.value.outcome === "failed"
        ? { ok: false, problem: problemOf("E-TWILIO") }
        : { ok: true, value: null };
    },
    choosePresence: (status) => choice("choose_presence", { status }),
    beat: () => choice("beat"),
    async reportToken(keySid) {
      const answer = await report("report_token", { api_key_sid: keySid }, TokenReported);
      if (!answer.ok) return answer;
      return answer.value.ok
        ? { ok: true, value: null }
        : { ok: false, problem: problemOf(answer.value.code) };
    },
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
