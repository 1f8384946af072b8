// The official twilio library, pointed at the simulator by its HTTP client (the one way that it offers).

import twilio from "twilio";
import RequestClient from "twilio/lib/base/RequestClient.js";

class Redirected extends RequestClient {
  readonly #base: string;

  constructor(base: string) {
    super({ autoRetry: false });
    this.#base = base;
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const { pathname, search } = new URL(options.uri);
    return super.request<Data>({ ...options, uri: `${this.#base}${pathname}${search}` });
  }
}

/** @param user an account SID or an API key's SID, with its `password` */
export function officialClient(base: string, user: string, password: string, accountSid = user) {
  return twilio(user, password, { accountSid, httpClient: new Redirected(base) });
}
