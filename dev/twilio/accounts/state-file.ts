// Keeps what accounts own in one JSON file, so that a key made by the product survives a restart.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { type AccountConfig, accountConfig } from "./config.ts";
import {
  type Account,
  address,
  apiKey,
  application,
  bundle,
  callerId,
  customerProfile,
  dialingPermission,
  incomingNumber,
} from "./resources.ts";

/** What files of before did not have is optional. */
const state = v.object({
  accounts: v.array(v.object({
    sid: v.string(),
    keys: v.array(apiKey),
    applications: v.array(application),
    numbers: v.array(incomingNumber),
    callerIds: v.optional(v.array(callerId), []),
    addresses: v.optional(v.array(address), []),
    profiles: v.optional(v.array(customerProfile)),
    bundles: v.optional(v.array(bundle), []),
    geo: v.optional(v.record(v.string(), dialingPermission), {}),
  })),
  /** Accounts that were added while the simulator ran. */
  added: v.optional(v.array(accountConfig), []),
});

/** What the file holds. */
export type SavedState = v.InferOutput<typeof state>;

/** What one account owned when the file was written. */
export type SavedAccount = SavedState["accounts"][number];

/**
 * Reads the file; a missing one is an empty state.
 * @throws {Error} naming the file when it holds something else.
 */
export function readState(file: string): SavedState {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return { accounts: [], added: [] };
    }
    throw error;
  }
  try {
    return v.parse(state, JSON.parse(text));
  } catch (error) {
    throw new Error(`Cannot read the simulator's state: ${file} is damaged; delete it`, {
      cause: error,
    });
  }
}

/** Writes the file whole or not at all; only its owner may read it, since it holds keys' secrets and tokens. */
export function writeState(
  file: string,
  accounts: Iterable<Account>,
  added: readonly AccountConfig[],
): void {
  const saved = [...accounts].map((account) => ({
    sid: account.sid,
    keys: [...account.keys.values()],
    applications: [...account.applications.values()],
    numbers: [...account.numbers.values()],
    callerIds: [...account.callerIds.values()],
    addresses: [...account.addresses.values()],
    profiles: [...account.profiles.values()],
    bundles: [...account.bundles.values()],
    geo: Object.fromEntries(account.geo),
  }));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify({ accounts: saved, added }, null, 2), {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
}
