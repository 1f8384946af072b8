// An account with one API key, tokens of it, and an engine's ear that remembers.

import twilio from "twilio";
import type { PartyEvents, UserMessage } from "../../calls/party.ts";

export const ACCOUNT = `AC${"1".repeat(32)}`;
export const APP = `AP${"2".repeat(32)}`;
const KEY = `SK${"3".repeat(32)}`;
const SECRET = "the secret of the test's key";

/** A token as the product's server would make it, by Twilio's own library. @param identity null: it names nobody */
export function tokenFor(
  identity: string | null,
  { secret = SECRET, keySid = KEY, accountSid = ACCOUNT, appSid = APP, ttl = 600 } = {},
): string {
  const token = new twilio.jwt.AccessToken(accountSid, keySid, secret, {
    // The library wants one; it is taken away again below.
    identity: identity ?? "nobody",
    ttl,
  });
  if (identity === null) Reflect.deleteProperty(token, "identity");
  token.addGrant(
    new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: appSid }),
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
  message = ({ content }: UserMessage) => this.#tell(`message ${JSON.stringify(content)}`);

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
