import {
  addNumber,
  type Admin,
  connectAccount,
  type Connection,
  disconnectAccount,
  forgetNumberSettings,
  keepNumberSettings,
  readConnection,
  replaceApiKey,
  replaceApp,
  type Replaced,
} from "../_shared/data/connection.ts";
import type { Database } from "../_shared/data/database.ts";
import type { ApiKey } from "../_shared/domain/api_key.ts";
import { Failure } from "../_shared/domain/failure.ts";
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
import { isNotFound, type TwilioRest } from "../_shared/twilio/rest.ts";
import type { NumberSettings, VoiceSettings } from "../_shared/twilio/voice_settings.ts";

/** What is stored for the workspace, and the changes that an admin of it may make. */
export interface ConnectionStore {
  read: () => Promise<Connection>;
  connect: (account: Account) => Promise<void>;
  replaceKey: (
    made: { accountSid: string; formerSid: string | null; key: ApiKey },
  ) => Promise<Replaced>;
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
    replaceKey: (made) => replaceApiKey(database, admin, made),
    replaceApp: (app) => replaceApp(database, admin, app),
    keepSettings: (kept) => keepNumberSettings(database, admin, kept),
    addNumber: (number) => addNumber(database, admin, number),
    forgetSettings: (forgotten) => forgetNumberSettings(database, admin, forgotten),
    disconnect: (accountSid) => disconnectAccount(database, admin, accountSid),
  };
}

export function twilioOf(rest: TwilioRest): ConnectionTwilio {
  return {
    fetchAccount: (account) => fetchAccount(rest, account),
    listKeys: (account) => listApiKeys(rest, account),
    createKey: (account) => createApiKey(rest, account),
    deleteKey: async (account, sid) => {
      try {
        await deleteApiKey(rest, { ...account, sid });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
    listApps: (account) => listApplications(rest, account),
    writeApp: (account, app) => writeApplication(rest, account, app),
    deleteApp: (account, sid) => deleteApplication(rest, account, sid),
    listNumbers: (account) => listNumbers(rest, account),
    fetchNumber: (account, sid) => fetchNumber(rest, account, sid),
    fetchRegion: (account, number) => fetchNumberRegion(rest, account, number),
    writeNumber: (account, number) => writeNumber(rest, account, number),
  };
}

/**
 * The stored account, as a step needs it.
 * @throws Failure `E-CONFIG` that names what the step before has to store
 */
export function accountOf({ accountSid, authToken }: Connection): Account {
  if (accountSid === null) throw new Failure("E-CONFIG", { missing: ["twilio_account_sid"] });
  if (authToken === null) throw new Failure("E-CONFIG", { missing: ["twilio_auth_token"] });
  return { accountSid, authToken };
}
