// A simulator of its own for the suite, with one account and two numbers.

import { startTwilio } from "../server.ts";
import {
  ACCOUNT_SID,
  APP_SID,
  AUTH_TOKEN,
  OUR_NUMBER,
  OUR_SECOND_NUMBER,
} from "../testing/accounts.ts";
import type { Target } from "./target.ts";

/** @param type a trial account has the limits that can be reached */
export async function startLocalTarget(
  type: "Trial" | "Full",
): Promise<{ target: Target; close(): Promise<void> }> {
  const simulator = await startTwilio({
    port: 0,
    accounts: [{
      sid: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      friendlyName: "Conformance",
      type,
      // The suite asks nothing about the pace of calls.
      callsPerSecond: 30,
      applications: [{ sid: APP_SID }],
      numbers: [OUR_NUMBER, OUR_SECOND_NUMBER].map((phoneNumber) => ({
        phoneNumber,
        voiceApplicationSid: APP_SID,
      })),
    }],
  });
  return {
    target: {
      baseUrl: simulator.url,
      accountSid: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      ours: OUR_NUMBER,
      theirs: OUR_SECOND_NUMBER,
      receiver: { port: 0, publicUrl: null },
    },
    close: () => simulator.close(),
  };
}
