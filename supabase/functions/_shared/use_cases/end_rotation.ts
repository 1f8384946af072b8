import type { Database } from "../data/database.ts";
import { forgetApiKey, readKeysDue } from "../data/retired_keys.ts";
import { deleteRetiredKeys } from "../domain/retired_keys.ts";
import { deleteApiKey } from "../twilio/api_key.ts";
import type { TwilioRest } from "../twilio/rest.ts";
import { describeError, type WriteLog, writeLog } from "../http/log.ts";

/**
 * Ends a rotation of the workspace's API key if it is due, beside what the function was asked for: a key that cannot be
 * deleted now stays for the next time, and the log says why.
 */
export async function endRotation(
  { database, twilio, name, log = writeLog }: {
    database: Database;
    twilio: TwilioRest;
    /** The function's. */
    name: string;
    log?: WriteLog;
  },
  workspaceId: number,
): Promise<void> {
  try {
    await deleteRetiredKeys({
      readDue: () => readKeysDue(database, workspaceId),
      deleteKey: (key) => deleteApiKey(twilio, key),
      forget: (keySid) => forgetApiKey(database, { workspaceId, keySid }),
    });
  } catch (error) {
    log({
      level: "error",
      message: "a retired key stays",
      function: name,
      requestId: crypto.randomUUID(),
      workspaceId,
      cause: describeError(error),
    });
  }
}
