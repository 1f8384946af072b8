// The accounts of this simulator and what they own, in memory and, if asked, in a file.

import * as v from "valibot";
import type { Clock } from "../clock.ts";
import { beginAccount } from "./begin.ts";
import { type AccountConfig, type AccountConfigInput, accountConfigs } from "./config.ts";
import type { Account, Application, IncomingNumber } from "./resources.ts";
import { readState, writeState } from "./state-file.ts";

export interface Accounts {
  get(accountSid: string): Account | null;
  all(): Account[];
  /** One more account while the simulator runs; the state file keeps it. */
  add(config: AccountConfig): Account;
  /** The secret of one of the account's API keys; Voice access tokens are signed with it. */
  keySecret(accountSid: string, keySid: string): string | null;
  /** The account that an API key belongs to. */
  byKey(keySid: string): Account | null;
  application(accountSid: string, appSid: string): Application | null;
  /** Who owns an E.164 number. */
  byNumber(e164: string): { account: Account; number: IncomingNumber } | null;
  /** The account may show this number as its own: it has it, or proved that it has. */
  mayShow(account: Account, e164: string): boolean;
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
  const saved = stateFile === undefined ? { accounts: [], added: [] } : readState(stateFile);
  const accounts = new Map<string, Account>();
  const configs = v.parse(accountConfigs, options.configs);
  // The configuration's word counts where both name an account.
  const added = saved.added.filter(({ sid }) => configs.every((config) => config.sid !== sid));
  for (const config of [...configs, ...added]) {
    const kept = saved.accounts.find((one) => one.sid === config.sid);
    accounts.set(config.sid, beginAccount(config, kept, clock.now()));
  }

  const store: Accounts = {
    get: (sid) => accounts.get(sid) ?? null,
    all: () => [...accounts.values()],
    add(config) {
      const account = beginAccount(config, undefined, clock.now());
      accounts.set(account.sid, account);
      added.push(config);
      store.save();
      return account;
    },
    keySecret: (sid, keySid) => accounts.get(sid)?.keys.get(keySid)?.secret ?? null,
    byKey: (keySid) => store.all().find((account) => account.keys.has(keySid)) ?? null,
    application: (sid, appSid) => accounts.get(sid)?.applications.get(appSid) ?? null,
    byNumber(e164) {
      for (const account of accounts.values()) {
        for (const number of account.numbers.values()) {
          if (number.phoneNumber === e164) return { account, number };
        }
      }
      return null;
    },
    mayShow: (account, e164) =>
      store.byNumber(e164)?.account.sid === account.sid ||
      [...account.callerIds.values()].some((one) => one.phoneNumber === e164),
    save() {
      if (stateFile !== undefined) writeState(stateFile, accounts.values(), added);
    },
  };
  store.save();
  return store;
}
