import type { HealthGrant } from "../_shared/data/health.ts";
import { atMost } from "../_shared/domain/at_most.ts";
import { takenAccount } from "../_shared/domain/either_token.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { type Account, fetchAccount } from "../_shared/twilio/account.ts";
import { listAlerts } from "../_shared/twilio/alerts.ts";
import { tryApiKey } from "../_shared/twilio/api_key.ts";
import { listApplications } from "../_shared/twilio/applications.ts";
import { listVerifiedNumbers } from "../_shared/twilio/caller_ids.ts";
import { listCallsIn } from "../_shared/twilio/calls_in.ts";
import { fetchCustomerProfile } from "../_shared/twilio/customer_profile.ts";
import { listOpenCountries } from "../_shared/twilio/dialing_permissions.ts";
import { fetchNumberRegion, listNumbers } from "../_shared/twilio/incoming_numbers.ts";
import { areRecordingsOpen } from "../_shared/twilio/recordings.ts";
import type { TwilioRest } from "../_shared/twilio/rest.ts";
import type { HealthTwilio } from "./collaborators.ts";

/** Requests of one run that are under way at Twilio; an account may have 100 in all. */
const requestsAtOnce = 8;

export function healthTwilio(
  rest: TwilioRest,
  stored: HealthGrant,
  { twilioApiUrl, fetch = globalThis.fetch }: {
    twilioApiUrl: string;
    fetch?: typeof globalThis.fetch;
  },
): HealthTwilio {
  const twilio = atMost(requestsAtOnce, rest);
  const credentials = once(() =>
    takenAccount({
      accountSid: stored.account_sid,
      authToken: stored.auth_token,
      otherToken: stored.next_auth_token,
    }, (account) => fetchAccount(twilio, account))
  );
  const asAccount = <T>(ask: (account: Account) => Promise<T>) =>
    once(async () => await ask(await credentials()));
  return {
    credentials,
    account: asAccount((account) => fetchAccount(twilio, account)),
    tryKey: once(async () => {
      const { account_sid, api_key_sid, api_key_secret } = stored;
      if (account_sid === null || api_key_sid === null || api_key_secret === null) {
        throw new Failure("E-CONFIG", { missing: ["twilio_api_key_sid"] });
      }
      const key = { sid: api_key_sid, secret: api_key_secret };
      await tryApiKey(twilio, { accountSid: account_sid, key });
    }),
    apps: asAccount((account) => listApplications(twilio, account)),
    numbers: asAccount((account) => listNumbers(twilio, account)),
    region: async (number) => await fetchNumberRegion(twilio, await credentials(), number),
    verifiedNumbers: asAccount((account) => listVerifiedNumbers(twilio, account)),
    openCountries: asAccount((account) => listOpenCountries(twilio, account)),
    profile: asAccount((account) => fetchCustomerProfile(twilio, account)),
    callsIn: async (number, since) =>
      await listCallsIn(twilio, await credentials(), { number, since }),
    alerts: async (since) => await listAlerts(twilio, await credentials(), since),
    recordingsOpen: asAccount((account) =>
      areRecordingsOpen({ twilio, twilioApiUrl, fetch }, account)
    ),
  };
}

/** Asks when it is first needed; whoever needs it later gets the same answer, or the same failure. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => asked ??= ask();
}
