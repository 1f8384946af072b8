// What a case works with: the official library, a customer's server, tabs with the Voice SDK, and two numbers.

import twilio, { type Twilio } from "twilio";
import type { TestBrowser, TestBrowserOptions } from "../../test/browser.ts";
import { officialClient } from "../testing/official-client.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { startTabs, type Tabs } from "./tabs.ts";
import { type Target, TWILIO_URL } from "./target.ts";

export interface Stage {
  target: Target;
  api: Twilio;
  /** The application that our number and the tokens name; its Voice URL is `/voice` of the receiver. */
  appSid: string;
  key: { sid: string; secret: string };
  receiver: Receiver;
  tabs: Tabs;
  /** A client of the library with other credentials. */
  client(user: string, password: string): Twilio;
  token(identity: string, change?: Partial<TokenParts>): string;
  /** Calls our number from theirs; resolves with the CallSid of the leg that came in. */
  callIn(says?: string): Promise<{ sid: string; outside: string }>;
  /** Ends whatever still runs. */
  calm(): Promise<void>;
  /** Puts the numbers back as they were, deletes what was made. */
  close(): Promise<void>;
}

interface TokenParts {
  accountSid: string;
  keySid: string;
  secret: string;
  /** Seconds. */
  ttl: number;
}

const EVENTS = "initiated ringing answered completed";

/** Attributes of a noun that reports all its steps to a path of the receiver. */
export const reports = (path = "/leg") =>
  `statusCallback="${path}" statusCallbackEvent="${EVENTS}"`;

export async function openStage(
  target: Target,
  openBrowser: (options: TestBrowserOptions) => Promise<TestBrowser>,
): Promise<Stage> {
  const { accountSid, authToken, baseUrl } = target;
  const client = (user: string, password: string) =>
    baseUrl === TWILIO_URL
      ? twilio(user, password, { accountSid })
      : officialClient(baseUrl, user, password, accountSid);
  const api = client(accountSid, authToken);
  const undo: (() => Promise<unknown>)[] = [];
  async function close() {
    for (const step of undo.toReversed()) await step();
  }
  try {
    const receiver = await startReceiver({ authToken, ...target.receiver });
    undo.push(() => receiver.close());
    const tabs = await startTabs(openBrowser, baseUrl);
    undo.push(() => tabs.close());
    const key = await api.newKeys.create({ friendlyName: "Conformance suite" });
    undo.push(() => api.keys(key.sid).remove());
    const app = await api.applications.create({
      friendlyName: "Conformance suite",
      voiceUrl: `${receiver.url}/voice`,
      voiceFallbackUrl: `${receiver.url}/fallback`,
      statusCallback: `${receiver.url}/app-status`,
    });
    undo.push(() => api.applications(app.sid).remove());
    undo.push(
      await lend(api, target.ours, {
        voiceApplicationSid: app.sid,
        statusCallback: `${receiver.url}/number-status`,
      }),
    );
    const outside = await api.applications.create({
      friendlyName: "Conformance suite, outside",
      voiceUrl: `${receiver.url}/outside`,
    });
    undo.push(() => api.applications(outside.sid).remove());
    undo.push(
      await lend(api, target.theirs, { voiceApplicationSid: outside.sid, statusCallback: "" }),
    );

    return {
      target,
      api,
      appSid: app.sid,
      key,
      receiver,
      tabs,
      client,
      token(identity, change = {}) {
        const parts = { accountSid, keySid: key.sid, secret: key.secret, ttl: 600, ...change };
        const { AccessToken } = twilio.jwt;
        const token = new AccessToken(parts.accountSid, parts.keySid, parts.secret, {
          identity,
          ttl: parts.ttl,
        });
        token.addGrant(
          new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: app.sid }),
        );
        return token.toJwt();
      },
      async callIn(says = "<Pause length='60'/>") {
        const outside = await api.calls.create({
          from: target.theirs,
          to: target.ours,
          twiml: `<Response>${says}</Response>`,
        });
        const came = await receiver.wait(
          "the call that came in",
          ({ path, form }) => path === "/voice" && form["To"] === target.ours,
        );
        return { sid: came.form["CallSid"] ?? "", outside: outside.sid };
      },
      async calm() {
        for (const status of ["queued", "ringing", "in-progress"] as const) {
          for (const call of await api.calls.list({ status, limit: 50 })) {
            // One that ended meanwhile refuses; that is as good.
            await api.calls(call.sid).update({ status: "completed" }).catch(() => {});
          }
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Gives a number other settings; returns what puts the old ones back. */
async function lend(
  api: Twilio,
  phoneNumber: string,
  settings: { voiceApplicationSid: string; statusCallback: string },
): Promise<() => Promise<unknown>> {
  const [number] = await api.incomingPhoneNumbers.list({ phoneNumber, limit: 1 });
  if (number === undefined) throw new Error(`Cannot run: the account has no number ${phoneNumber}`);
  const { voiceApplicationSid, statusCallback, trunkSid } = number;
  // Not `number.update`: an item of a list does not know its own SID (twilio 6.2).
  await api.incomingPhoneNumbers(number.sid).update(settings);
  return () =>
    api.incomingPhoneNumbers(number.sid).update({
      voiceApplicationSid: voiceApplicationSid ?? "",
      statusCallback,
      ...(trunkSid ? { trunkSid } : {}),
    });
}
