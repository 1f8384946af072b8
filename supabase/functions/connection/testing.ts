// A workspace and a Twilio account in memory, for the tests beside this file.
import type { Connection } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { appSettings } from "../_shared/twilio/app_settings.ts";
import type { Application } from "../_shared/twilio/applications.ts";
import type { IncomingNumber } from "../_shared/twilio/incoming_numbers.ts";
import type { NumberSettings } from "../_shared/twilio/voice_settings.ts";
import type { ConnectionStore, ConnectionTwilio, Workbench } from "./collaborators.ts";

export const publicUrl = "https://calls.example.com/functions/v1";
export const sid = (kind: string, digit: string) => kind + digit.repeat(32);

export const blank: NumberSettings = {
  voice_url: null,
  voice_method: "POST",
  voice_fallback_url: null,
  voice_fallback_method: "POST",
  status_callback: null,
  status_callback_method: "POST",
  voice_application_sid: null,
  trunk_sid: null,
};

export function numberOf(digit: string, settings: Partial<NumberSettings> = {}): IncomingNumber {
  return {
    sid: sid("PN", digit),
    number: `+44207946010${digit}`,
    friendlyName: `Line ${digit}`,
    hasVoice: true,
    emergency: "none",
    settings: { ...blank, ...settings },
  };
}

export function appOf(digit: string, friendlyName: string, base = publicUrl): Application {
  return { sid: sid("AP", digit), friendlyName, settings: appSettings(base) };
}

/** A connected workspace 7 with an empty account. Whatever a test overrides is used instead. */
export function makeBench(
  { stored = {}, store = {}, twilio = {} }: {
    stored?: Partial<Connection>;
    store?: Partial<ConnectionStore>;
    twilio?: Partial<ConnectionTwilio>;
  } = {},
) {
  const connection: Connection = {
    accountSid: sid("AC", "7"),
    authToken: "token",
    otherToken: null,
    otherIsFormer: false,
    appSid: null,
    keySid: null,
    retiring: [],
    recordings: 0,
    dialers: 0,
    moved: 0,
    numbers: [],
    ...stored,
  };
  const account = {
    keys: [] as { sid: string; friendlyName: string }[],
    apps: [] as Application[],
    numbers: [] as IncomingNumber[],
    region: "us1",
    trunks: new Map<string, string>(),
    /** The auth tokens that Twilio takes; null: any. */
    tokens: null as string[] | null,
  };
  /** What was written, in order. */
  const said: string[] = [];
  let made = 0;
  const secrets = { stored: null as string | null };
  const newSid = (kind: string) => sid(kind, (++made).toString(16)).slice(0, 34);

  const bench: Workbench = {
    workspaceId: 7,
    publicUrl,
    store: {
      read: () => Promise.resolve(structuredClone(connection)),
      connect: ({ accountSid, authToken }) => {
        said.push("connect");
        Object.assign(connection, { accountSid, authToken });
        return Promise.resolve();
      },
      keepFunctionsUrl: (url) => {
        said.push(`functions at ${url}`);
        return Promise.resolve();
      },
      replaceKey: ({ formerSid, key, retires = false }) => {
        if (connection.keySid !== formerSid) {
          return Promise.resolve({ stored: false, sid: connection.keySid });
        }
        if (retires && formerSid !== null) {
          connection.retiring.push({ keySid: formerSid, tokensEndAt: "2026-11-25T12:00:00Z" });
        }
        connection.keySid = key.sid;
        secrets.stored = key.secret;
        return Promise.resolve({ stored: true, sid: key.sid });
      },
      replaceApp: ({ formerSid, appSid }) => {
        if (connection.appSid !== formerSid) {
          return Promise.resolve({ stored: false, sid: connection.appSid });
        }
        connection.appSid = appSid;
        return Promise.resolve({ stored: true, sid: appSid });
      },
      keepSettings: ({ sid, number, settings }) => {
        said.push("keep");
        const kept = connection.numbers.find((each) => each.sid === sid);
        const app = settings["voice_application_sid"];
        const isOurs = app !== null && (app === kept?.appSid || app === connection.appSid);
        connection.numbers = connection.numbers.filter((each) => each.sid !== sid);
        connection.numbers.push({
          sid,
          number,
          settings: kept !== undefined && isOurs ? kept.settings : settings,
          appSid: connection.appSid,
        });
        return Promise.resolve();
      },
      addNumber: () => {
        said.push("add");
        return Promise.resolve();
      },
      forgetSettings: ({ sid, outcome }) => {
        said.push(outcome);
        connection.numbers = connection.numbers.filter((kept) => kept.sid !== sid);
        return Promise.resolve();
      },
      disconnect: () => {
        said.push("disconnect");
        Object.assign(connection, {
          accountSid: null,
          authToken: null,
          appSid: null,
          keySid: null,
          retiring: [],
          numbers: [],
        });
        return Promise.resolve();
      },
      keysDue: () =>
        Promise.resolve({
          accountSid: connection.accountSid,
          authTokens: [connection.authToken, connection.otherToken].filter((token) =>
            token !== null
          ),
          keys: connection.moved === connection.dialers
            ? connection.retiring.map(({ keySid }) => keySid)
            : [],
        }),
      forgetKey: (keySid) => {
        connection.retiring = connection.retiring.filter((key) => key.keySid !== keySid);
        return Promise.resolve();
      },
      keepNextToken: ({ authToken }) => {
        Object.assign(connection, { otherToken: authToken, otherIsFormer: false });
        return Promise.resolve();
      },
      promoteNextToken: () => {
        const { authToken, otherToken } = connection;
        Object.assign(connection, {
          authToken: otherToken,
          otherToken: authToken,
          otherIsFormer: true,
        });
        return Promise.resolve();
      },
      forgetNextToken: () => {
        Object.assign(connection, { otherToken: null, otherIsFormer: false });
        return Promise.resolve();
      },
      forgetAccount: (accountSid) => {
        said.push("forget");
        return bench.store.disconnect(accountSid);
      },
      ...store,
    },
    twilio: {
      fetchAccount: ({ accountSid, authToken }) =>
        account.tokens?.includes(authToken) === false
          ? Promise.reject(new Failure("E-CREDENTIALS", { twilioCode: 20003 }))
          : Promise.resolve({
            sid: accountSid,
            name: "Test",
            isActive: true,
            isTrial: false,
            isSubaccount: false,
          }),
      listKeys: () => Promise.resolve([...account.keys]),
      createKey: ({ friendlyName }) => {
        const key = { sid: newSid("SK"), secret: `secret ${made}` };
        account.keys.push({ sid: key.sid, friendlyName });
        return Promise.resolve(key);
      },
      deleteKey: (_, sid) => {
        account.keys = account.keys.filter((key) => key.sid !== sid);
        return Promise.resolve();
      },
      listApps: () => Promise.resolve([...account.apps]),
      writeApp: (_, { sid: existing, friendlyName, settings }) => {
        const app = { sid: existing ?? newSid("AP"), friendlyName, settings };
        account.apps = [...account.apps.filter((each) => each.sid !== app.sid), app];
        return Promise.resolve(app);
      },
      deleteApp: (_, sid) => {
        const before = account.apps.length;
        account.apps = account.apps.filter((app) => app.sid !== sid);
        return Promise.resolve(account.apps.length < before);
      },
      listNumbers: () => Promise.resolve([...account.numbers]),
      fetchNumber: (_, sid) => {
        const number = account.numbers.find((each) => each.sid === sid);
        return number === undefined
          ? Promise.reject(new Failure("E-NUMBER-GONE"))
          : Promise.resolve(structuredClone(number));
      },
      fetchTrunkName: (_, sid) => Promise.resolve(account.trunks.get(sid) ?? null),
      fetchRegion: () => Promise.resolve(account.region),
      writeNumber: (_, { sid, settings }) => {
        said.push("point");
        const number = account.numbers.find((each) => each.sid === sid);
        if (number !== undefined) number.settings = settings;
        return Promise.resolve();
      },
      ...twilio,
    },
  };
  return { bench, connection, account, said, secrets };
}
