// What is said in a workspace without a Twilio account.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  notConnected: {
    agent: (workspace: string) => `An admin of ${workspace} needs to connect Twilio first.`,
    admin: "Connect Twilio to make the first call.",
    connect: "Connect",
    askThem: "Ask an admin",
    request: (workspace: string) =>
      `Could you connect Twilio in Softphone for ${workspace} so that I can take calls?`,
    requestCopied: "Request copied. Send it to an admin.",
  },
};

export type Words = typeof en;
export const { notConnected } = inLanguage({ en });
