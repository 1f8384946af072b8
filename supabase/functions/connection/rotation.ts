import type { ConnectionState } from "../_shared/contracts/connection.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { deleteKeysDue, deleteOrphans, makeKey } from "./key.ts";
import { readState } from "./state.ts";

/**
 * Makes a new API key in the place of the one that the admin saw. The former one lives on at Twilio until no dialer
 * holds a token of it: they ask for new ones between their calls, and tell. Pressed again, it is done already.
 */
export async function rotateKey(bench: Workbench, keySid: string): Promise<ConnectionState> {
  const stored = await bench.store.read();
  if (stored.keySid === keySid) {
    const account = await accountOf(bench, stored);
    const { orphans } = await deleteOrphans(bench, account, stored);
    await makeKey(bench, account, { formerSid: keySid, retires: true, orphans });
  }
  return await readState(bench.store);
}

/** Deletes at Twilio the former keys that nobody needs any more, and answers what is left to wait for. */
export async function followRotation(bench: Workbench): Promise<ConnectionState> {
  const state = await readState(bench.store);
  if (state.retiring.length === 0) return state;
  await deleteKeysDue(bench);
  return await readState(bench.store);
}
