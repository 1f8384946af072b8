import type { Finding, HealthCheckName } from "../_shared/contracts/health_findings.ts";
import type { HealthGrant } from "../_shared/data/health.ts";
import type { Account, AccountFacts } from "../_shared/twilio/account.ts";
import type { Alert } from "../_shared/twilio/alerts.ts";
import type { Application } from "../_shared/twilio/applications.ts";
import type { CallIn } from "../_shared/twilio/calls_in.ts";
import type { CustomerProfile } from "../_shared/twilio/customer_profile.ts";
import type { IncomingNumber } from "../_shared/twilio/incoming_numbers.ts";

/** What one check can find. */
export type FindingOf<C extends HealthCheckName> = Extract<Finding, { check: C }>;

/**
 * What is asked of Twilio as the stored account, each at most once a run however many checks need it.
 * All throw a Failure: `E-CONFIG` without an account, `E-CREDENTIALS` when Twilio does not accept it.
 */
export interface HealthTwilio {
  /** By the token that Twilio takes: of two it is asked, of one it need not be. */
  credentials: () => Promise<Account>;
  account: () => Promise<AccountFacts>;
  /** By the API key instead of the auth token. */
  tryKey: () => Promise<void>;
  apps: () => Promise<Application[]>;
  numbers: () => Promise<IncomingNumber[]>;
  region: (number: string) => Promise<string>;
  verifiedNumbers: () => Promise<string[]>;
  openCountries: () => Promise<ReadonlySet<string>>;
  profile: () => Promise<CustomerProfile>;
  /** Calls that came in on a number, whatever answered them. */
  callsIn: (number: string, since: Date) => Promise<CallIn[]>;
  alerts: (since: Date) => Promise<Alert[]>;
  recordingsOpen: () => Promise<boolean | null>;
}

/** Our own functions, asked where Twilio asks them. */
export interface OwnFunctions {
  /** @throws Unreachable */
  post: (
    path: "/inbound" | "/status" | "/fallback",
    form: Readonly<Record<string, string>>,
    signature?: string,
  ) => Promise<{ status: number; ms: number }>;
}

/** Nobody answers at our public address. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Everything that a check works with. */
export interface Bench {
  /** Where Twilio reaches our functions, without a slash at its end. */
  publicUrl: string;
  twilioApiUrl: string;
  stored: HealthGrant;
  twilio: HealthTwilio;
  own: OwnFunctions;
  now: Date;
}
