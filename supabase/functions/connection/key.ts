import * as v from "valibot";
import type { KeyStep } from "../_shared/contracts/connection.ts";
import { SidSchema } from "../_shared/contracts/fields.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { accountOf, type Workbench } from "./collaborators.ts";

/** Twilio's limit of a key's name. */
const longestName = 64;

/** Names this workspace of this installation: staging and production may share an account. */
export function keyName(workspaceId: number, publicUrl: string): string {
  return `Softphone-${workspaceId} ${new URL(publicUrl).host}`.slice(0, longestName);
}

/**
 * The workspace's API key. Twilio shows a secret once, so a key of ours that is not the stored one
 * is of no use to anybody: an interrupted Save left it, and it is deleted. A stored key that Twilio
 * does not have any more is made anew.
 */
export async function ensureKey({ workspaceId, publicUrl, store, twilio }: Workbench): Promise<
  KeyStep
> {
  const stored = await store.read();
  const account = accountOf(stored);
  const friendlyName = keyName(workspaceId, publicUrl);
  const keys = await twilio.listKeys(account);
  const orphans = keys.filter((key) =>
    key.friendlyName === friendlyName && key.sid !== stored.keySid
  );
  for (const { sid } of orphans) await twilio.deleteKey(account, sid);
  const deleted = orphans.length;
  if (stored.keySid !== null && keys.some(({ sid }) => sid === stored.keySid)) {
    return { keySid: stored.keySid, made: false, deleted };
  }

  const key = await twilio.createKey({ ...account, friendlyName });
  const kept = { accountSid: account.accountSid, key };
  // When this is interrupted, nobody knows whether the secret was stored. The next Save sees it.
  let result = await store.replaceKey({ ...kept, formerSid: stored.keySid });
  // Another Save stored a key that we have just taken for a left-over and deleted: ours replaces it.
  if (!result.stored && orphans.some(({ sid }) => sid === result.sid)) {
    result = await store.replaceKey({ ...kept, formerSid: result.sid });
  }
  if (result.stored) return { keySid: key.sid, made: true, deleted };
  await twilio.deleteKey(account, key.sid);
  const parsed = v.safeParse(SidSchema("SK"), result.sid);
  // Disconnected meanwhile, or connected to another account.
  if (!parsed.success) throw new Failure("E-CONFIG", { missing: ["twilio_account_sid"] });
  return { keySid: parsed.output, made: false, deleted };
}
