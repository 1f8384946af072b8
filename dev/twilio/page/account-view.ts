// An account as the page shows it, without its token: a page on another machine must not get that.

import type { Account } from "../accounts/resources.ts";

/** The host that answers the account's calls; null when nobody has connected it. */
function connectedTo({ applications, numbers }: Account): string | null {
  for (const { voiceUrl } of [...applications.values(), ...numbers.values()]) {
    if (URL.canParse(voiceUrl)) return new URL(voiceUrl).host;
  }
  return null;
}

export function accountOnPage(account: Account) {
  return {
    sid: account.sid,
    name: account.friendlyName,
    connectedTo: connectedTo(account),
    numbers: [...account.numbers.values()].map(({ phoneNumber, friendlyName }) => ({
      phoneNumber,
      friendlyName,
    })),
  };
}
