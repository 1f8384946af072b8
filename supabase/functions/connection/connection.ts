import type { ConnectionAnswer, ConnectionRequest } from "../_shared/contracts/connection.ts";
import { checkAccount, namingStatus, readAccount } from "./account.ts";
import { ensureApp } from "./app.ts";
import { bringIn } from "./bring_in.ts";
import type { Workbench } from "./collaborators.ts";
import { disconnect } from "./disconnect.ts";
import { forgetAccount } from "./forget.ts";
import { ensureKey } from "./key.ts";
import { listAccountNumbers } from "./numbers.ts";
import { releaseNumber } from "./release.ts";
import { followRotation, rotateKey } from "./rotation.ts";
import { readState } from "./state.ts";
import { keepNextToken, promoteToken, removeToken } from "./tokens.ts";

/**
 * Does one step of connecting or disconnecting a workspace's Twilio account. The database checks in
 * each of them that the person is an admin, before Twilio is asked anything.
 */
export async function takeStep(
  request: ConnectionRequest,
  bench: Workbench,
): Promise<ConnectionAnswer> {
  try {
    return await take(request, bench);
  } catch (error) {
    throw namingStatus(error);
  }
}

async function take(request: ConnectionRequest, bench: Workbench): Promise<ConnectionAnswer> {
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
    case "rotate-key":
      return await rotateKey(bench, request.keySid);
    case "rotation":
      return await followRotation(bench);
    case "next-token":
      return await keepNextToken(bench, request.authToken);
    case "promote-token":
      return await promoteToken(bench);
    case "remove-token":
      return await removeToken(bench);
    case "forget":
      return await forgetAccount(bench);
    default:
      return await readState(bench.store);
  }
}
