// A connected workspace and a Twilio account in memory, for the tests beside this file.
import type { Connection } from "../_shared/data/connection.ts";
import type { IncomingNumber } from "../_shared/twilio/incoming_numbers.ts";
import type { NumbersBench, NumbersStore, NumbersTwilio } from "./collaborators.ts";

export const publicUrl = "https://calls.example.com/functions/v1";
export const sid = (kind: string, digit: string) => kind + digit.repeat(32);
export const appSid = sid("AP", "1");

export function numberOf(number: string, app: string | null = appSid): IncomingNumber {
  return {
    sid: sid("PN", number.slice(-1)),
    number,
    friendlyName: "Line",
    hasVoice: true,
    emergency: "none",
    settings: {
      voice_url: null,
      voice_method: "POST",
      voice_fallback_url: null,
      voice_fallback_method: "POST",
      status_callback: null,
      status_callback_method: "POST",
      voice_application_sid: app,
      trunk_sid: null,
    },
  };
}

/** Whatever a test overrides is used instead. */
export function makeBench(
  { stored = {}, store = {}, twilio = {} }: {
    stored?: Partial<Connection>;
    store?: Partial<NumbersStore>;
    twilio?: Partial<NumbersTwilio>;
  } = {},
) {
  const connection: Connection = {
    accountSid: sid("AC", "7"),
    authToken: "token",
    otherToken: null,
    otherIsFormer: false,
    appSid,
    keySid: null,
    retiring: [],
    recordings: 0,
    dialers: 0,
    moved: 0,
    numbers: [],
    ...stored,
  };
  const account = { numbers: [] as IncomingNumber[] };
  /** What was written, in order. */
  const said: string[] = [];
  const bench: NumbersBench = {
    publicUrl,
    store: {
      read: () => Promise.resolve(connection),
      look: () => Promise.resolve({ isOurs: true, isTaken: false, inCall: false }),
      take: ({ sid, number, uses }) => {
        said.push(`take ${sid} ${number} ${uses.length}`);
        return Promise.resolve();
      },
      remove: ({ outcome }) => {
        said.push(`remove ${outcome}`);
        return Promise.resolve();
      },
      ...store,
    },
    twilio: {
      fetchAccount: ({ accountSid }) =>
        Promise.resolve({
          sid: accountSid,
          name: "Test",
          isActive: true,
          isTrial: false,
          isSubaccount: false,
        }),
      listNumbers: () => Promise.resolve(account.numbers),
      find: (_, number) =>
        Promise.resolve(account.numbers.find((each) => each.number === number) ?? null),
      prices: (_, country) =>
        Promise.resolve(
          country === "GB" ? new Map([["local", { amount: "1.15", currency: "USD" }]]) : new Map(),
        ),
      countries: () => Promise.resolve([]),
      search: () => Promise.resolve([]),
      regulations: () => Promise.resolve([]),
      bundles: () => Promise.resolve([]),
      addresses: () => Promise.resolve([]),
      buy: (_, { number, friendlyName, appSid: app, statusCallback }) => {
        said.push(`buy ${number} ${friendlyName} ${app} ${statusCallback}`);
        account.numbers.push(numberOf(number, app));
        return Promise.resolve(numberOf(number).sid);
      },
      release: (_, released) => {
        said.push(`release ${released}`);
        account.numbers = account.numbers.filter((each) => each.sid !== released);
        return Promise.resolve(true);
      },
      ...twilio,
    },
  };
  return { bench, account, said };
}
