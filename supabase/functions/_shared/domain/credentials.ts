/** Who asks Twilio: an API key with its secret, or the account with its auth token. */
export interface Credentials {
  username: string;
  password: string;
}

/** An account, and who asks about it. */
export interface Asker {
  accountSid: string;
  credentials: Credentials;
}
