// What a telephone of the page and the simulator say to each other, as JSON over a WebSocket.

import * as v from "valibot";

const e164 = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/));
const sdp = v.pipe(v.string(), v.startsWith("v=0"));
const id = v.pipe(v.string(), v.minLength(1));

const FromPage = v.variant("type", [
  /** This is the telephone with that number. */
  v.object({ type: v.literal("hold"), number: e164 }),
  /** Calls a number; `sdp` is the browser's offer. */
  v.object({ type: v.literal("call"), id, to: e164, sdp }),
  /** Picks up; `sdp` is the browser's answer. */
  v.object({ type: v.literal("answer"), id, sdp }),
  v.object({ type: v.literal("reject"), id }),
  v.object({ type: v.literal("hangup"), id }),
  v.object({ type: v.literal("digits"), id, digits: v.pipe(v.string(), v.regex(/^[0-9*#A-D]+$/)) }),
]);

export type FromPage = v.InferOutput<typeof FromPage>;

export type ToPage =
  | { type: "held"; number: string }
  /** Another one is that telephone already. */
  | { type: "taken"; number: string }
  /** Somebody calls; `sdp` is the simulator's offer. */
  | { type: "ring"; id: string; from: string; sdp: string }
  /** It rings at the other end; `sdp` when there is already something to hear. */
  | { type: "ringing"; id: string; sdp?: string }
  | { type: "answered"; id: string; sdp?: string }
  /** The call is over; `message` is there when it failed. */
  | { type: "ended"; id: string; message?: string };

/** Parses what a telephone sent; null when it makes no sense. */
export function parseFromPage(text: string): FromPage | null {
  try {
    const parsed = v.safeParse(FromPage, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
