import * as v from "valibot";
import type { KeyStep } from "../_shared/contracts/connection.ts";
import { SidSchema } from "../_shared/contracts/fields.ts";
import type { Connection } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { deleteRetiredKeys } from "../_shared/domain/retired_keys.ts";
import type { Account } from "../_shared/twilio/account.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { undoStep } from "./undo_step.ts";

/** Twilio's limit of a key's name. */
const longestName = 64;

/** Names this workspace of this installation: staging and production may share an account. */
export function keyName(workspaceId: number, publicUrl: string): string {
  return `Softphone-${workspaceId} ${new URL(publicUrl).host}`.slice(0, longestName);
}

/**
 * The workspace's API key. Twilio shows a secret once, so a key of ours that is neither the stored one nor a former one
 * is of no use to anybody: an interruption left it, and it is deleted. A stored key that Twilio does not have any more
 * is made anew.
 */
export async function ensureKey(bench: Workbench): Promise<KeyStep> {
  const stored = await bench.store.read();
  await deleteKeysDue(bench);
  const account = await accountOf(bench, stored);
  const { left, orphans } = await deleteOrphans(bench, account, stored);
  const deleted = orphans.length;
  if (stored.keySid !== null && left.has(stored.keySid)) {
    return { keySid: stored.keySid, made: false, deleted };
  }
  const { stored: made, sid } = await makeKey(bench, account, {
    formerSid: stored.keySid,
    retires: false,
    orphans,
  });
  const parsed = v.safeParse(SidSchema("SK"), sid);
  // Disconnected meanwhile, or connected to another account.
  if (!parsed.success) throw new Failure("E-CONFIG", { missing: ["twilio_account_sid"] });
  return { keySid: parsed.output, made, deleted };
}

/** Ends an earlier rotation, if that is due. */
export async function deleteKeysDue({ store, twilio }: Workbench): Promise<void> {
  await deleteRetiredKeys({
    readDue: store.keysDue,
    deleteKey: ({ sid, ...account }) => twilio.deleteKey(account, sid),
    forget: store.forgetKey,
  });
}

/** Deletes what an interruption left, and answers which keys the account has after that. */
export async function deleteOrphans(
  { workspaceId, publicUrl, twilio }: Workbench,
  account: Account,
  stored: Connection,
): Promise<{ left: Set<string>; orphans: string[] }> {
  const name = keyName(workspaceId, publicUrl);
  const known = new Set([stored.keySid, ...stored.retiring.map(({ keySid }) => keySid)]);
  const keys = await twilio.listKeys(account);
  const orphans = keys.filter(({ sid, friendlyName }) => friendlyName === name && !known.has(sid))
    .map(({ sid }) => sid);
  for (const sid of orphans) await twilio.deleteKey(account, sid);
  return { left: new Set(keys.map(({ sid }) => sid)), orphans };
}

/** Makes a key and stores it in the place of the former one; answers which key is stored now. */
export async function makeKey(
  { workspaceId, publicUrl, store, twilio }: Workbench,
  account: Account,
  { formerSid, retires, orphans }: {
    formerSid: string | null;
    /** Dialers hold tokens that the former key signed. */
    retires: boolean;
    orphans: readonly string[];
  },
): Promise<{ stored: boolean; sid: string | null }> {
  const key = await twilio.createKey({ ...account, friendlyName: keyName(workspaceId, publicUrl) });
  const made = { accountSid: account.accountSid, key };
  let result: { stored: boolean; sid: string | null };
  try {
    result = await store.replaceKey({ ...made, formerSid, retires });
    // Another request stored a key that we have just taken for a left-over and deleted: ours replaces it.
    if (!result.stored && result.sid !== null && orphans.includes(result.sid)) {
      result = await store.replaceKey({ ...made, formerSid: result.sid });
    }
  } catch (error) {
    // The answer may be lost and the key be stored.
    const now = await store.read();
    if (now.keySid === key.sid) return { stored: true, sid: key.sid };
    // Should it be stored yet, a rotation must not have deleted it: the next press deletes it by its name.
    if (retires) throw error;
    throw await undoStep(error, "key", () => twilio.deleteKey(account, key.sid));
  }
  if (!result.stored) await twilio.deleteKey(account, key.sid);
  return result;
}
