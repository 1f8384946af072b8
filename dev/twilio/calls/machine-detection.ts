// Whether a person or a machine picked up (https://www.twilio.com/docs/voice/answering-machine-detection).

import { type Clock, delay } from "../clock.ts";
import type { Method } from "../webhooks/request.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { Call } from "./call.ts";

export interface DetectionOrder {
  mode: "Enable" | "DetectMessageEnd";
  /** The call goes on meanwhile, and the callback alone says what was found. */
  asynchronous: boolean;
  callback: { url: string; method: Method } | null;
}

/** Seen live by others: about 4 s of silence before the call goes on. */
const DETECTION_MS = 4000;

/**
 * Finds out who answered. From then on the call's webhooks say so (`AnsweredBy`).
 * @returns when the call may go on: at once for an asynchronous detection
 */
export async function detectMachine(
  call: Call,
  order: DetectionOrder | null,
  { clock, webhooks, signal }: { clock: Clock; webhooks: Webhooks; signal: AbortSignal },
): Promise<void> {
  if (order === null) return;
  const find = async () => {
    await delay(clock, DETECTION_MS, AbortSignal.any([signal, call.over]));
    if (call.isOver || signal.aborted) return;
    const machine = order.mode === "Enable" ? "machine_start" : "machine_end_beep";
    call.answeredBy = call.party?.isMachine === true ? machine : "human";
    if (order.callback === null) return;
    const form = {
      AccountSid: call.account.sid,
      CallSid: call.sid,
      AnsweredBy: call.answeredBy,
      MachineDetectionDuration: String(DETECTION_MS),
    };
    const { url, method } = order.callback;
    webhooks.tell({ url, method, form, authToken: call.account.authToken }, call.sid);
  };
  const found = find();
  if (!order.asynchronous) await found;
}
