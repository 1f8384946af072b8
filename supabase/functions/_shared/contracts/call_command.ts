import * as v from "valibot";
import { MannerSchema } from "./call.ts";
import { E164Schema, IdFieldSchema } from "./fields.ts";

const SeatSchema = v.object({ kind: v.literal("seat"), agentId: IdFieldSchema });
/** A number of the workspace: what its callers get. */
const LineSchema = v.object({ kind: v.literal("line"), number: E164Schema });

/** Whom somebody brings into a call, or sends it to. */
const TargetSchema = v.variant("kind", [
  SeatSchema,
  /** As the person typed it; the function reads it in the workspace's country. */
  v.object({ kind: v.literal("number"), to: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
  LineSchema,
]);

export type Target = v.InferOutput<typeof TargetSchema>;

/** What the target sees on the ring: "refund, in a hurry". */
const WordSchema = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(140)), "");

const pressed = {
  /** Made by the page for each press: sent again, the same press gets the same answer. */
  id: v.pipe(v.string(), v.uuid()),
  workspaceId: IdFieldSchema,
  /** The call's id in the database. */
  callId: IdFieldSchema,
};

/**
 * `POST /call`: a press of one of the phone's keys. Closed; issues add to it.
 * - `end`: for everyone. `leave`: the others talk on.
 * - `hold`, `resume`: the leg, or everybody who is no seat.
 * - `transfer`: now, unseen. `consult`: the others wait on hold and the target is talked to first; then `hand-over`,
 *   `swap` (whom one talks to) or `cancel`. `cancel` also takes back a transfer or an addition that still rings.
 * - `take-back`, `let-go`: what the seat says to a call of its own that was interrupted (its page was gone).
 * - `decline`: what rings does not ring here any longer, but on at the others. `send-on`: it rings somebody else, or a line.
 * - `add`: nobody waits. `drop`: one leg.
 * - `listen`, `whisper`, `join`: a supervisor's, who is heard by nobody, by the seat alone or by everybody. The supervisor
 *   of a call may also `leave` it, and `end` it.
 * - `record`: once everybody outside has been told. `pause-recording`: for card numbers and the like.
 */
export const CallRequestSchema = v.variant("command", [
  v.object({
    ...pressed,
    command: v.picklist([
      "end",
      "leave",
      "hand-over",
      "swap",
      "cancel",
      "take-back",
      "let-go",
      "decline",
    ]),
  }),
  v.object({
    ...pressed,
    command: v.literal("send-on"),
    // Whoever has not been answered yet is sent to no telephone that is paid for.
    target: v.variant("kind", [SeatSchema, LineSchema]),
  }),
  v.object({ ...pressed, command: MannerSchema }),
  v.object({
    ...pressed,
    command: v.picklist(["hold", "resume"]),
    legId: v.optional(IdFieldSchema),
  }),
  v.object({ ...pressed, command: v.literal("drop"), legId: IdFieldSchema }),
  v.object({ ...pressed, command: v.picklist(["record", "resume-recording"]) }),
  v.object({
    ...pressed,
    command: v.literal("pause-recording"),
    /** Until it is resumed; without, it goes on by itself after two minutes. */
    stays: v.optional(v.boolean(), false),
  }),
  v.object({
    ...pressed,
    command: v.picklist(["transfer", "consult", "add"]),
    target: TargetSchema,
    word: WordSchema,
  }),
]);

export type CallRequest = v.InferOutput<typeof CallRequestSchema>;
export type Command = CallRequest["command"];

/** What a person may ask of a running call. */
export const commands = [
  "end",
  "leave",
  "hand-over",
  "swap",
  "cancel",
  "take-back",
  "let-go",
  "decline",
  "send-on",
  "hold",
  "resume",
  "drop",
  "transfer",
  "consult",
  "add",
  "listen",
  "whisper",
  "join",
  "record",
  "pause-recording",
  "resume-recording",
] as const satisfies readonly Command[];
