/** A Twilio API key: signs access tokens and asks Twilio's REST API. */
export interface ApiKey {
  sid: string;
  /** Twilio shows it only once, when the key is made. */
  secret: string;
}
