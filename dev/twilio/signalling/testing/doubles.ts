// An account with one API key, tokens of it, and an engine's ear that remembers.

import twilio from "twilio";
import type { PartyEvents } from "../../calls/party.ts";

export const ACCOUNT = `AC${"1".repeat(32)}`;
export const APP = `AP${"2".repeat(32)}`;
const KEY = `SK${"3".repeat(32)}`;
const SECRET = "the secret of the test's key";

/** A token as the product's server would make it, by Twilio's own library. */
export function tokenFor(
  identity: string,
  { secret = SECRET, keySid = KEY, accountSid = ACCOUNT, ttl = 600 } = {},
): string {
  const token = new twilio.jwt.AccessToken(accountSid, keySid, secret, { identity, ttl });
  token.addGrant(
    new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: APP }),
  );
  return token.toJwt();
}

export const findApiKey = (sid: string) =>
  sid === KEY ? { accountSid: ACCOUNT, secret: SECRET } : null;

/** Writes down what a party tells, and lets a test wait for it. */
export class Recorder implements PartyEvents {
  readonly told: string[] = [];
  #waiting: (() => void)[] = [];
  ringing = () => this.#tell("ringing");
  answered = () => this.#tell("answered");
  refused = (reason: string, sip: number) => this.#tell(`refused ${reason} ${sip}`);
  hungUp = () => this.#tell("hung up");
  digits = (digits: string) => this.#tell(`digits ${digits}`);

  async until(event: string): Promise<void> {
    while (!this.told.includes(event)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #tell(event: string): void {
    this.told.push(event);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
