import * as v from "valibot";
import { IdSchema, MomentSchema } from "./fields.ts";

/** From `created` on a status only moves forward in this order; the last six are final. */
export const callStatuses = [
  "created",
  "initiated",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  "never-connected",
] as const;

export const CallStatusSchema = v.picklist(callStatuses);
export type CallStatus = v.InferOutput<typeof CallStatusSchema>;

/** Who hears a supervisor: nobody, the seat alone, everybody. */
export const MannerSchema = v.picklist(["listen", "whisper", "join"]);
export type Manner = v.InferOutput<typeof MannerSchema>;

/** One line of a call that is wired as a conference, or on the way there: somebody who is in it, or is being rung into it. */
export const OpenLegSchema = v.object({
  /** `call_leg.id`. */
  id: IdSchema,
  role: v.picklist(["caller", "callee", "seat", "supervisor", "outside"]),
  /** Whose seat it is; of a telephone that was added, who had it called. */
  agent_id: v.nullable(IdSchema),
  /** E.164 of a telephone, or another address as it came; `client:…` of a seat. */
  address: v.string(),
  status: v.picklist(["ringing", "connected"]),
  /** Since when it rings, or has been connected. */
  since: MomentSchema,
  /** Hears music and is heard by nobody. */
  held_since: v.nullable(MomentSchema),
  /** Why it is being rung, or was: null for those with whom the call began. */
  purpose: v.nullable(v.picklist(["transfer", "consult", "add", "return"])),
  /** The seat that asked for it. */
  asked_by: v.nullable(IdSchema),
  /** What that person says of the call: "refund, in a hurry". */
  word: v.nullable(v.string()),
  /** Of a supervisor: `listen`, heard by nobody; `whisper`, by the seat alone; `join`, by everybody. */
  manner: v.nullable(MannerSchema),
});

export type OpenLeg = v.InferOutput<typeof OpenLegSchema>;

/** What the phone says about the last thing that did not work out. */
export const NoticeSchema = v.object({
  /** `not-reached`: the target of a transfer, consultation or addition. `target-left`: while it was consulted. */
  kind: v.picklist([
    "not-reached",
    "declined",
    "target-left",
    "hold-failed",
    "resume-failed",
    /** It could not begin or go on, or nobody knows whether they were told. */
    "recording-failed",
    /** It goes on. */
    "pause-failed",
  ]),
  /** Whom it is about. */
  agent_id: v.nullable(IdSchema),
  address: v.nullable(v.string()),
  at: MomentSchema,
});

export type Notice = v.InferOutput<typeof NoticeSchema>;

/**
 * A call as a browser sees it: a row of `call` read over REST and the payload of the realtime event
 * `call` are the same shape. More fields may come; these are the ones the web relies on.
 */
export const CallSchema = v.object({
  id: IdSchema,
  workspace_id: IdSchema,
  /** The outbound call's ticket, which its agent's dialer compares in server mode. */
  ticket: v.nullable(v.string()),
  /** `internal`: between two seats, and both numbers are `client:<identity>`. */
  direction: v.picklist(["inbound", "outbound", "internal"]),
  mode: v.picklist(["browser", "server"]),
  /** E.164, or whatever Twilio reports for a hidden caller. */
  from_number: v.string(),
  to_number: v.string(),
  number_id: v.nullable(IdSchema),
  /** Who placed it or answered it. */
  agent_id: v.nullable(IdSchema),
  status: CallStatusSchema,
  /** How Twilio joins the legs: `plain` until hold, a transfer or somebody else is first asked for. */
  wiring: v.picklist(["plain", "upgrading", "conference"]),
  /** Whoever is on the line, the first one first; empty while wired plainly and once it is over. */
  open_legs: v.array(OpenLegSchema),
  notice: v.nullable(NoticeSchema),
  /** Since when the other side hears music, because the page of the seat `interrupted_by` is gone. */
  interrupted_at: v.nullable(MomentSchema),
  interrupted_by: v.nullable(IdSchema),
  /** True while we assumed the status ourselves; Twilio's word replaces it. */
  assumed: v.boolean(),
  end_reason: v.nullable(v.string()),
  ended_by: v.nullable(v.picklist(["agent", "other"])),
  created_at: MomentSchema,
  /** Until when the ticket of an outbound call may be redeemed. */
  expires_at: v.nullable(MomentSchema),
  ringing_at: v.nullable(MomentSchema),
  picked_up_at: v.nullable(MomentSchema),
  /** Set only when the two parties were bridged. */
  answered_at: v.nullable(MomentSchema),
  ended_at: v.nullable(MomentSchema),
  /** Seconds of talk. */
  duration_s: v.nullable(v.pipe(v.number(), v.integer())),
  /** Missed, and since then nobody has reached or tried the caller. */
  to_return: v.boolean(),
  /** The seats beside `agent_id` that have joined it: they, too, may write of it. */
  also_joined: v.array(IdSchema),
  /** Somebody wrote a note on it. */
  has_note: v.boolean(),
  /** `outcome_tag.id`: what came of it, once somebody has chosen. */
  outcome_tag_id: v.nullable(IdSchema),
  /** `on`: Twilio records. `announcing`: somebody is being told. Null: no, or the call is over. */
  recording: v.nullable(v.picklist(["announcing", "on", "paused"])),
  /** When its first recording began. */
  recording_since: v.nullable(MomentSchema),
  /** There is a recording to listen to. */
  is_recorded: v.boolean(),
  /** Whether somebody in the call may ask for one. */
  can_be_recorded: v.boolean(),
  /** Grows by one with each change of the row: a smaller one is older news. */
  version: v.pipe(v.number(), v.integer()),
});

export type Call = v.InferOutput<typeof CallSchema>;
