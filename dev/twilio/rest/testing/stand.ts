// A simulator with a customer's server and the official library, for tests of the API. What comes or goes otherwise
// than Twilio describes it fails the test file at `close`.

import assert from "node:assert/strict";
import twilio from "twilio";
import { startTwilio, type Twilio as Simulator } from "../../server.ts";
import type { AccountConfigInput } from "../../accounts/config.ts";
import { ACCOUNT_SID, AUTH_TOKEN, testAccount } from "../../testing/accounts.ts";
import { type Customer, startCustomer } from "../../testing/customer.ts";
import { officialClient } from "../../testing/official-client.ts";

export interface Stand {
  simulator: Simulator;
  customer: Customer;
  /** By the account's auth token. */
  api: ReturnType<typeof officialClient>;
  /** One request to `/_control`, which must not be refused. */
  control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** How an outside telephone behaves. */
  behave: (number: string, behaviour: Record<string, unknown>) => Promise<unknown>;
  close(): Promise<void>;
}

/** @param traits what is different about the account @param others accounts beside it */
export async function openStand(
  traits: Partial<AccountConfigInput> = {},
  others: AccountConfigInput[] = [],
): Promise<Stand> {
  const customer = await startCustomer(AUTH_TOKEN);
  const accounts = [{ ...testAccount(customer.url), ...traits }, ...others];
  const simulator = await startTwilio({ port: 0, accounts });
  customer.answers["/app-status"] = "";
  customer.answers["/status"] = "";
  const control: Stand["control"] = async (method, path, body) => {
    const response = await fetch(`${simulator.url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  return {
    simulator,
    customer,
    api: officialClient(simulator.url, ACCOUNT_SID, AUTH_TOKEN),
    control,
    behave: (number, behaviour) =>
      control("PUT", `/numbers/${encodeURIComponent(number)}`, behaviour),
    async close() {
      try {
        await simulator.close();
      } finally {
        // What the simulator says about the API must not leave this server open.
        await customer.close();
      }
    },
  };
}

/** The status and code of a refusal, and that its form is Twilio's. */
export async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof twilio.RestException, String(error));
    assert.ok(error.moreInfo?.endsWith(`/errors/${error.code}`));
    return `${error.status} ${error.code}`;
  }
  return "not refused";
}
