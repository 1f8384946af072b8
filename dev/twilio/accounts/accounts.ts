// The accounts of this simulator and what they own, in memory and, if asked, in a file.

import * as v from "valibot";
import type { Clock } from "../clock.ts";
import { stableSid } from "../ids.ts";
import { type AccountConfig, type AccountConfigInput, accountConfigs } from "./config.ts";
import { type Account, type Application, type IncomingNumber, noVoice } from "./resources.ts";
import { readState, type SavedAccount, writeState } from "./state-file.ts";

export interface Accounts {
  get(accountSid: string): Account | null;
  all(): Account[];
  /** The secret of one of the account's API keys; Voice access tokens are signed with it. */
  keySecret(accountSid: string, keySid: string): string | null;
  application(accountSid: string, appSid: string): Application | null;
  /** Who owns an E.164 number. */
  byNumber(e164: string): { account: Account; number: IncomingNumber } | null;
  /** To be called after every change of what an account owns. */
  save(): void;
}

/**
 * @param options.stateFile kept across restarts; configured applications and numbers overwrite the kept ones of the
 *   same SID or number at each start.
 * @throws {Error} when the configuration or the file cannot be used.
 */
export function createAccounts(
  options: { configs: AccountConfigInput[]; clock: Clock; stateFile?: string | undefined },
): Accounts {
  const { clock, stateFile } = options;
  const saved = stateFile === undefined ? [] : readState(stateFile);
  const accounts = new Map<string, Account>();
  for (const config of v.parse(accountConfigs, options.configs)) {
    const kept = saved.find((one) => one.sid === config.sid);
    accounts.set(config.sid, begin(config, kept, clock.now()));
  }

  const store: Accounts = {
    get: (sid) => accounts.get(sid) ?? null,
    all: () => [...accounts.values()],
    keySecret: (sid, keySid) => accounts.get(sid)?.keys.get(keySid)?.secret ?? null,
    application: (sid, appSid) => accounts.get(sid)?.applications.get(appSid) ?? null,
    byNumber(e164) {
      for (const account of accounts.values()) {
        for (const number of account.numbers.values()) {
          if (number.phoneNumber === e164) return { account, number };
        }
      }
      return null;
    },
    save() {
      if (stateFile !== undefined) writeState(stateFile, accounts.values());
    },
  };
  store.save();
  return store;
}

function begin(config: AccountConfig, kept: SavedAccount | undefined, now: number): Account {
  const account: Account = {
    sid: config.sid,
    authToken: config.authToken,
    friendlyName: config.friendlyName,
    type: config.type,
    status: "active",
    createdAt: now,
    keys: new Map(kept?.keys.map((key) => [key.sid, key])),
    applications: new Map(kept?.applications.map((app) => [app.sid, app])),
    numbers: new Map(kept?.numbers.map((number) => [number.sid, number])),
  };
  for (const app of config.applications) {
    const createdAt = account.applications.get(app.sid)?.createdAt ?? now;
    account.applications.set(app.sid, { ...noVoice, ...app, createdAt, updatedAt: now });
  }
  for (const number of config.numbers) {
    const before = [...account.numbers.values()]
      .find((one) => one.phoneNumber === number.phoneNumber);
    const sid = before?.sid ?? stableSid("PN", account.sid, number.phoneNumber);
    const createdAt = before?.createdAt ?? now;
    const friendlyName = number.friendlyName || number.phoneNumber;
    account.numbers.set(sid, {
      ...noVoice,
      ...number,
      sid,
      friendlyName,
      trunkSid: "",
      createdAt,
      updatedAt: now,
    });
  }
  return account;
}
