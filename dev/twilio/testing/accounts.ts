// The account that tests work with.

import type { AccountConfigInput } from "../accounts/config.ts";

export const ACCOUNT_SID = `AC${"a".repeat(32)}`;
export const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
export const APP_SID = `AP${"b".repeat(32)}`;
export const OUR_NUMBER = "+12025550100";
export const OUR_SECOND_NUMBER = "+12025550101";
export const THEIR_NUMBER = "+12025550199";

/** One account with one application (its URLs under `base`) and two numbers on it. */
export function testAccount(base: string): AccountConfigInput {
  return {
    sid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    friendlyName: "Test",
    applications: [{
      sid: APP_SID,
      friendlyName: "App",
      voiceUrl: `${base}/voice`,
      voiceFallbackUrl: `${base}/fallback`,
      statusCallback: `${base}/app-status`,
    }],
    numbers: [
      { phoneNumber: OUR_NUMBER, voiceApplicationSid: APP_SID },
      { phoneNumber: OUR_SECOND_NUMBER, voiceApplicationSid: APP_SID },
    ],
  };
}
