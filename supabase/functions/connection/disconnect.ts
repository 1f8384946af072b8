import type { DisconnectStep, Released } from "../_shared/contracts/connection.ts";
import type { Account } from "../_shared/twilio/account.ts";
import { leadsHere } from "./app.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { keyName } from "./key.ts";
import { giveBack } from "./release.ts";

/**
 * Gives back every number that is still here, deletes the app and the keys, and forgets the secrets.
 * The secrets go last: what fails before can be repeated.
 */
export async function disconnect(bench: Workbench): Promise<DisconnectStep> {
  const { workspaceId, publicUrl, store, twilio } = bench;
  const stored = await store.read();
  if (stored.accountSid === null) return { numbers: [], app: "gone", recordings: 0 };
  const account = await accountOf(bench, stored);

  const here = (await twilio.listNumbers(account)).filter(({ settings }) =>
    stored.appSid !== null && settings.voice_application_sid === stored.appSid
  );
  const left = new Map([...here, ...stored.numbers].map(({ sid, number }) => [sid, number]));
  const numbers: Released[] = [];
  for (const [sid, number] of left) {
    numbers.push(await giveBack(bench, account, stored, { sid, number }));
  }

  const app = await deleteApp(bench, account, stored.appSid);
  const name = keyName(workspaceId, publicUrl);
  const ours = new Set([stored.keySid, ...stored.retiring.map(({ keySid }) => keySid)]);
  for (const key of await twilio.listKeys(account)) {
    if (ours.has(key.sid) || key.friendlyName === name) {
      await twilio.deleteKey(account, key.sid);
    }
  }
  await store.disconnect(account.accountSid);
  return { numbers, app, recordings: stored.recordings };
}

async function deleteApp(
  { publicUrl, twilio }: Workbench,
  account: Account,
  sid: string | null,
): Promise<DisconnectStep["app"]> {
  const app = (await twilio.listApps(account)).find((each) => each.sid === sid);
  if (app === undefined) return "gone";
  if (!leadsHere(app, publicUrl)) return "left-alone";
  return await twilio.deleteApp(account, app.sid) ? "deleted" : "gone";
}
