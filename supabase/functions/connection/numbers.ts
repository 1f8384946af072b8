import type { AccountNumber } from "../_shared/contracts/connection.ts";
import { answeredBy } from "../_shared/twilio/answered_by.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { givenName } from "./given_name.ts";

/** Every number of the account that can take calls, with what answers it now. */
export async function listAccountNumbers(
  bench: Workbench,
): Promise<{ numbers: AccountNumber[] }> {
  const { store, twilio } = bench;
  const stored = await store.read();
  const account = await accountOf(bench, stored);
  const [numbers, apps] = await Promise.all([
    twilio.listNumbers(account),
    twilio.listApps(account),
  ]);
  const voice = numbers.filter(({ hasVoice }) => hasVoice);
  const trunks = new Set(voice.flatMap(({ settings }) => settings.trunk_sid || []));
  const trunkNames = new Map(
    await Promise.all(
      [...trunks].map(async (sid) => [sid, await twilio.fetchTrunkName(account, sid)] as const),
    ),
  );
  return {
    numbers: voice.map((each) => ({
      sid: each.sid,
      number: each.number,
      name: givenName(each.friendlyName, each.number),
      answeredBy: answeredBy(each.settings, apps, stored.appSid, trunkNames),
    })),
  };
}
