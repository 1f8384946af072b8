// The clients without media that scripts made.

import type { Ticker } from "../audio/ticker.ts";
import type { CallOrigin, Clients } from "../calls/party.ts";
import type { Clock } from "../clock.ts";
import type { Phones } from "../phones/phones.ts";
import { type Answer, ok, problem } from "./answer.ts";
import type { CallView } from "./call-view.ts";
import { type ClientOrder, type ControlClient, createControlClient } from "./client.ts";

export interface ControlClients {
  /** @param token a Voice access token */
  add(token: string): Answer;
  view(id: string): Answer;
  order(id: string, order: ClientOrder): Answer;
  /** All are gone, without a word. */
  clear(): void;
}

export interface ControlClientsOptions {
  clients: Clients;
  origin: CallOrigin;
  phones: Phones;
  clock: Clock;
  ticker: Ticker;
  leg: (sid: string) => CallView | null;
}

export function createControlClients(options: ControlClientsOptions): ControlClients {
  const made = new Map<string, ControlClient>();
  let last = 0;

  function withClient(id: string, act: (client: ControlClient) => Answer): Answer {
    const client = made.get(id);
    return client === undefined ? problem(404, "There is no such client") : act(client);
  }
  return {
    add(jwt) {
      const token = options.clients.verify(jwt);
      if ("error" in token) return problem(401, `${token.error.code} ${token.error.message}`);
      const id = String(++last);
      const client = createControlClient({
        ...options,
        id,
        token,
        adopt: (farEnd) => options.phones.adopt(farEnd),
      });
      made.set(id, client);
      return { status: 201, body: client.view() };
    },
    view: (id) => withClient(id, (client) => ok(client.view())),
    order: (id, order) =>
      withClient(id, (client) => {
        const failed = client.order(order);
        return failed === null ? ok(client.view()) : problem(409, failed);
      }),
    clear() {
      for (const client of made.values()) client.drop();
      made.clear();
    },
  };
}
