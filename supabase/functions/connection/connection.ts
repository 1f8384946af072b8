import type {
  ConnectionAnswer,
  ConnectionRequest,
  ConnectionState,
} from "../_shared/contracts/connection.ts";
import { checkAccount, readAccount } from "./account.ts";
import { ensureApp } from "./app.ts";
import { bringIn } from "./bring_in.ts";
import type { ConnectionStore, Workbench } from "./collaborators.ts";
import { disconnect } from "./disconnect.ts";
import { ensureKey } from "./key.ts";
import { listAccountNumbers } from "./numbers.ts";
import { releaseNumber } from "./release.ts";

/**
 * Does one step of connecting or disconnecting a workspace's Twilio account. The database checks in
 * each of them that the person is an admin, before Twilio is asked anything.
 */
export async function takeStep(
  request: ConnectionRequest,
  bench: Workbench,
): Promise<ConnectionAnswer> {
  switch (request.action) {
    case "account":
      return await readAccount(bench);
    case "check":
      return await checkAccount(bench, request);
    case "key":
      return await ensureKey(bench);
    case "app":
      return await ensureApp(bench);
    case "numbers":
      return await listAccountNumbers(bench);
    case "bring-in":
      return await bringIn(bench, request.numberSid);
    case "release":
      return await releaseNumber(bench, request.numberSid);
    case "disconnect":
      return await disconnect(bench);
    default:
      return await readState(bench.store);
  }
}

/** Named field by field: the token stays here. */
async function readState(store: ConnectionStore): Promise<ConnectionState> {
  const { accountSid, authToken, appSid, keySid } = await store.read();
  return { accountSid, hasToken: authToken !== null, appSid, keySid };
}
