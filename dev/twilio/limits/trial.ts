// What a trial account says before each of its calls (https://www.twilio.com/docs/usage/trials).

import { speech } from "../audio/speech.ts";
import type { Call } from "../calls/call.ts";

const TEXT =
  "You have a trial account. You can remove this message at any time by upgrading to a full account.";

/** Calls that heard it. */
const told = new WeakSet<Call>();

/**
 * Answers the call and says the announcement, once a call; nothing for a full account or the leg of a Dial. That the
 * call goes on by itself, without a key pressed, is assumed.
 */
export async function announceTrial(call: Call, signal: AbortSignal): Promise<void> {
  if (call.account.type !== "Trial" || call.direction === "outbound-dial" || told.has(call)) return;
  told.add(call);
  call.answer();
  await call.line?.play(speech(TEXT), signal);
}
