// An account at the start: as configured, with what the state file kept.

import { stableSid } from "../ids.ts";
import type { AccountConfig } from "./config.ts";
import { setProfile } from "./profile.ts";
import { type Account, noVoice, plainNumber } from "./resources.ts";
import type { SavedAccount } from "./state-file.ts";

export function beginAccount(
  config: AccountConfig,
  kept: SavedAccount | undefined,
  now: number,
): Account {
  const account: Account = {
    sid: config.sid,
    ownerSid: config.ownerSid ?? config.sid,
    authToken: config.authToken,
    secondaryAuthToken: "",
    friendlyName: config.friendlyName,
    type: config.type,
    status: config.status,
    callsPerSecond: config.callsPerSecond,
    requestsAtOnce: config.requestsAtOnce,
    mediaNeedsAuth: config.mediaNeedsAuth,
    createdAt: now,
    updatedAt: now,
    keys: bySid(kept?.keys),
    applications: bySid(kept?.applications),
    numbers: bySid(kept?.numbers),
    callerIds: bySid(kept?.callerIds),
    trunks: config.trunks.map((trunk) => ({ ...trunk, createdAt: now })),
    addresses: bySid(kept?.addresses),
    profiles: bySid(kept?.profiles),
    bundles: bySid(kept?.bundles),
    geo: new Map(Object.entries(kept?.geo ?? {})),
    alerts: [],
  };
  if (config.profile !== undefined) setProfile(account, config.profile, now);
  else if (kept?.profiles === undefined && config.type === "Full") {
    setProfile(account, "business", now);
  }
  for (const app of config.applications) {
    const createdAt = account.applications.get(app.sid)?.createdAt ?? now;
    account.applications.set(app.sid, { ...noVoice, ...app, createdAt, updatedAt: now });
  }
  for (const number of config.numbers) {
    const before = withNumber(account.numbers, number.phoneNumber);
    const sid = before?.sid ?? stableSid("PN", account.sid, number.phoneNumber);
    account.numbers.set(sid, {
      ...plainNumber,
      ...number,
      sid,
      friendlyName: number.friendlyName || number.phoneNumber,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    });
  }
  for (const { phoneNumber, friendlyName } of config.callerIds) {
    const sid = withNumber(account.callerIds, phoneNumber)?.sid ??
      stableSid("PN", account.sid, "caller id", phoneNumber);
    const name = friendlyName || phoneNumber;
    const times = { createdAt: now, updatedAt: now };
    account.callerIds.set(sid, { sid, phoneNumber, friendlyName: name, ...times });
  }
  return account;
}

function bySid<Item extends { sid: string }>(items: readonly Item[] = []): Map<string, Item> {
  return new Map(items.map((item) => [item.sid, item]));
}

function withNumber<Item extends { phoneNumber: string }>(
  items: Map<string, Item>,
  phoneNumber: string,
): Item | undefined {
  return [...items.values()].find((one) => one.phoneNumber === phoneNumber);
}
