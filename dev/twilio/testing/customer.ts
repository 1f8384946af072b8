// A customer's server for tests: answers webhooks with TwiML as told and keeps what came.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import twilio from "twilio";
import type { Form } from "../webhooks/signature.ts";

/** One webhook that came; its signature was found right. */
interface Came {
  path: string;
  form: Form;
}

export interface Customer {
  url: string;
  came: Came[];
  /** What to answer by path; "" for an empty 204. Others get 404. */
  answers: Record<string, string | ((form: Form) => string)>;
  /** Paths that are never answered. */
  silent: Set<string>;
  /** Resolves with the first webhook, past or to come, that fits. */
  wait(fits: (came: Came) => boolean): Promise<Came>;
  close(): Promise<void>;
}

/** @param authToken every POST must be signed with it; the official library checks */
export async function startCustomer(authToken: string): Promise<Customer> {
  const came: Came[] = [];
  const waiting = new Set<() => void>();
  const forged: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => body += part);
    request.on("end", () => {
      const path = request.url ?? "";
      const form = Object.fromEntries(new URLSearchParams(body));
      const signature = String(request.headers["x-twilio-signature"]);
      const right = twilio.validateRequest(authToken, signature, customer.url + path, form);
      if (!right) forged.push(path);
      came.push({ path, form });
      for (const look of Array.from(waiting)) look();
      if (customer.silent.has(path)) return;
      const answer = customer.answers[path.split("?")[0] ?? ""];
      const text = typeof answer === "function" ? answer(form) : answer;
      if (text === undefined) response.writeHead(404).end();
      else if (text === "") response.writeHead(204).end();
      else response.writeHead(200, { "Content-Type": "text/xml" }).end(text);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const customer: Customer = {
    url: `http://127.0.0.1:${address.port}`,
    came,
    answers: {},
    silent: new Set(),
    wait: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = came.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      assert.deepEqual(forged, [], "webhooks with a wrong signature");
    },
  };
  return customer;
}
