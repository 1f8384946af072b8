import {
  addNumber,
  type Admin,
  connectAccount,
  type Connection,
  disconnectAccount,
  forgetAccount,
  forgetNumberSettings,
  keepNumberSettings,
  readConnection,
  replaceApiKey,
  replaceApp,
  type Replaced,
} from "../_shared/data/connection.ts";
import {
  forgetNextToken,
  keepNextToken,
  promoteNextToken,
} from "../_shared/data/connection_tokens.ts";
import type { Database } from "../_shared/data/database.ts";
import { keepFunctionsUrl } from "../_shared/data/functions_url.ts";
import { forgetApiKey, readKeysDue } from "../_shared/data/retired_keys.ts";
import type { ApiKey } from "../_shared/domain/api_key.ts";
import { takenAccount } from "../_shared/domain/either_token.ts";
import type { KeysDue } from "../_shared/domain/retired_keys.ts";
import { type Account, type AccountFacts, fetchAccount } from "../_shared/twilio/account.ts";
import { createApiKey, deleteApiKey, listApiKeys } from "../_shared/twilio/api_key.ts";
import {
  type Application,
  deleteApplication,
  listApplications,
  writeApplication,
} from "../_shared/twilio/applications.ts";
import {
  fetchNumber,
  fetchNumberRegion,
  type IncomingNumber,
  listNumbers,
  writeNumber,
} from "../_shared/twilio/incoming_numbers.ts";
import type { TwilioRest } from "../_shared/twilio/rest.ts";
import { fetchTrunkName } from "../_shared/twilio/trunks.ts";
import type { NumberSettings, VoiceSettings } from "../_shared/twilio/voice_settings.ts";

/** What is stored for the workspace, and the changes that an admin of it may make. */
export interface ConnectionStore {
  read: () => Promise<Connection>;
  connect: (account: Account) => Promise<void>;
  /** From then on the hourly checks find the functions. */
  keepFunctionsUrl: (url: string) => Promise<void>;
  /** `retires`: the former key lives on at Twilio, and is deleted when it is due. */
  replaceKey: (
    made: { accountSid: string; formerSid: string | null; key: ApiKey; retires?: boolean },
  ) => Promise<Replaced>;
  keysDue: () => Promise<KeysDue>;
  forgetKey: (keySid: string) => Promise<void>;
  replaceApp: (
    app: { accountSid: string; formerSid: string | null; appSid: string },
  ) => Promise<Replaced>;
  keepSettings: (
    kept: { accountSid: string; sid: string; number: string; settings: Record<string, unknown> },
  ) => Promise<void>;
  addNumber: (number: { sid: string; friendlyName: string }) => Promise<void>;
  forgetSettings: (
    forgotten: { sid: string; outcome: "undone" | "restored" | "left_alone" | "gone" },
  ) => Promise<void>;
  disconnect: (accountSid: string) => Promise<void>;
  keepNextToken: (next: Account) => Promise<void>;
  promoteNextToken: () => Promise<void>;
  forgetNextToken: () => Promise<void>;
  /** Without Twilio. */
  forgetAccount: (accountSid: string) => Promise<void>;
}

/** What is asked of Twilio, always as the account itself. */
export interface ConnectionTwilio {
  fetchAccount: (account: Account) => Promise<AccountFacts>;
  listKeys: (account: Account) => Promise<{ sid: string; friendlyName: string }[]>;
  createKey: (account: Account & { friendlyName: string }) => Promise<ApiKey>;
  /** A key that is not there any more is deleted, too. */
  deleteKey: (account: Account, sid: string) => Promise<void>;
  listApps: (account: Account) => Promise<Application[]>;
  writeApp: (
    account: Account,
    app: { sid: string | null; friendlyName: string; settings: VoiceSettings },
  ) => Promise<Application>;
  /** False: there was none any more. */
  deleteApp: (account: Account, sid: string) => Promise<boolean>;
  listNumbers: (account: Account) => Promise<IncomingNumber[]>;
  fetchNumber: (account: Account, sid: string) => Promise<IncomingNumber>;
  fetchRegion: (account: Account, number: string) => Promise<string>;
  /** Null: there is none any more. */
  fetchTrunkName: (account: Account, sid: string) => Promise<string | null>;
  writeNumber: (
    account: Account,
    number: { sid: string; settings: NumberSettings },
  ) => Promise<void>;
}

/** Everything that a step works with. */
export interface Workbench {
  workspaceId: number;
  /** Where Twilio reaches our functions, without a slash at its end. */
  publicUrl: string;
  store: ConnectionStore;
  twilio: ConnectionTwilio;
}

export function storeOf(database: Database, admin: Admin): ConnectionStore {
  return {
    read: () => readConnection(database, admin),
    connect: (account) => connectAccount(database, admin, account),
    keepFunctionsUrl: (url) => keepFunctionsUrl(database, url),
    replaceKey: (made) => replaceApiKey(database, admin, made),
    replaceApp: (app) => replaceApp(database, admin, app),
    keepSettings: (kept) => keepNumberSettings(database, admin, kept),
    addNumber: (number) => addNumber(database, admin, number),
    forgetSettings: (forgotten) => forgetNumberSettings(database, admin, forgotten),
    disconnect: (accountSid) => disconnectAccount(database, admin, accountSid),
    keysDue: () => readKeysDue(database, admin.workspaceId),
    forgetKey: (keySid) => forgetApiKey(database, { workspaceId: admin.workspaceId, keySid }),
    keepNextToken: (next) => keepNextToken(database, admin, next),
    promoteNextToken: () => promoteNextToken(database, admin),
    forgetNextToken: () => forgetNextToken(database, admin),
    forgetAccount: (accountSid) => forgetAccount(database, admin, accountSid),
  };
}

export function twilioOf(rest: TwilioRest): ConnectionTwilio {
  return {
    fetchAccount: (account) => fetchAccount(rest, account),
    listKeys: (account) => listApiKeys(rest, account),
    createKey: (account) => createApiKey(rest, account),
    deleteKey: (account, sid) => deleteApiKey(rest, { ...account, sid }),
    listApps: (account) => listApplications(rest, account),
    writeApp: (account, app) => writeApplication(rest, account, app),
    deleteApp: (account, sid) => deleteApplication(rest, account, sid),
    listNumbers: (account) => listNumbers(rest, account),
    fetchNumber: (account, sid) => fetchNumber(rest, account, sid),
    fetchRegion: (account, number) => fetchNumberRegion(rest, account, number),
    fetchTrunkName: (account, sid) => fetchTrunkName(rest, account, sid),
    writeNumber: (account, number) => writeNumber(rest, account, number),
  };
}

/**
 * The stored account, as a step needs it. While a token is rotated there are two, and Twilio is asked which it takes.
 * @throws Failure `E-CONFIG` that names what the step before has to store
 */
export function accountOf({ twilio }: Workbench, stored: Connection): Promise<Account> {
  return takenAccount(stored, (account) => twilio.fetchAccount(account));
}
