import type { AppStep } from "../_shared/contracts/connection.ts";
import type { Replaced } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { Account } from "../_shared/twilio/account.ts";
import { appSettings, sameSettings } from "../_shared/twilio/app_settings.ts";
import type { Application } from "../_shared/twilio/applications.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { undoStep } from "./undo_step.ts";

/** As the administrator's guide names it. */
export function appName(workspaceId: number): string {
  return `Softphone-${workspaceId}`;
}

/** Whether an app leads to this installation: another one's app may have the same name. */
export function leadsHere(app: Application, publicUrl: string): boolean {
  const url = app.settings.voice_url ?? "";
  return URL.canParse(url) && new URL(url).host === new URL(publicUrl).host;
}

/**
 * The workspace's TwiML App: the stored one, else the one of its name that leads here, else a new
 * one; in each case with our addresses.
 */
export async function ensureApp(bench: Workbench): Promise<AppStep> {
  const { workspaceId, publicUrl, store, twilio } = bench;
  const stored = await store.read();
  const account = await accountOf(bench, stored);
  const name = appName(workspaceId);
  const apps = await twilio.listApps(account);
  const found = apps.find(({ sid }) => sid === stored.appSid) ??
    apps.find((app) => app.friendlyName === name && leadsHere(app, publicUrl));

  const settings = appSettings(publicUrl);
  const changed = found !== undefined && !sameSettings(found.settings, settings);
  const app = found === undefined || changed
    ? await twilio.writeApp(account, {
      sid: found?.sid ?? null,
      friendlyName: found?.friendlyName ?? name,
      settings,
    })
    : found;
  const made = found === undefined;
  if (app.sid !== stored.appSid) await keep(bench, account, { app, made, former: stored.appSid });
  return { appSid: app.sid, name: app.friendlyName, made, changed };
}

/** Stores the app's SID, or takes a new app away again. */
async function keep(
  { store, twilio }: Workbench,
  account: Account,
  { app, made, former }: { app: Application; made: boolean; former: string | null },
): Promise<void> {
  const kept = { accountSid: account.accountSid, formerSid: former, appSid: app.sid };
  let result: Replaced;
  try {
    result = await store.replaceApp(kept);
  } catch (error) {
    // The answer may be lost and the app be stored.
    if ((await store.read()).appSid === app.sid) return;
    if (!made) throw error;
    throw await undoStep(error, "app", () => twilio.deleteApp(account, app.sid));
  }
  if (result.stored || result.sid === app.sid) return;
  // Another Save was first, or the workspace was disconnected meanwhile.
  if (made) await twilio.deleteApp(account, app.sid);
  throw new Failure("E-BUSY");
}
