import type { AccountNumber } from "../_shared/contracts/connection.ts";
import { answeredBy } from "../_shared/twilio/answered_by.ts";
import { accountOf, type Workbench } from "./collaborators.ts";

/** Every number of the account that can take calls, with what answers it now. */
export async function listAccountNumbers(
  { store, twilio }: Workbench,
): Promise<{ numbers: AccountNumber[] }> {
  const stored = await store.read();
  const account = accountOf(stored);
  const [numbers, apps] = await Promise.all([
    twilio.listNumbers(account),
    twilio.listApps(account),
  ]);
  return {
    numbers: numbers.filter(({ hasVoice }) => hasVoice).map((each) => ({
      sid: each.sid,
      number: each.number,
      name: each.friendlyName,
      answeredBy: answeredBy(each.settings, apps, stored.appSid),
    })),
  };
}
