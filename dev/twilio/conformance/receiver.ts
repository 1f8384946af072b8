// The customer's server of the suite: answers webhooks with TwiML as a case says, and keeps what came.

import { createServer } from "node:http";
import twilio from "twilio";

export type Form = Record<string, string>;

export interface Came {
  /** Path with its query. */
  path: string;
  form: Form;
  /** Milliseconds since 1970. */
  at: number;
  /** Whether the official library finds the signature right. */
  genuine: boolean;
}

export interface Receiver {
  /** As Twilio reaches it, without a slash at its end. */
  url: string;
  readonly came: readonly Came[];
  /** Begins a case: forgets what came, and answers each path with this (TwiML, or "" for an empty 204). */
  begin(answers: Record<string, string | ((form: Form) => string)>): void;
  /** Resolves with the first webhook of this case that fits, past or to come; rejects after `limitMs`. */
  wait(what: string, fits: (came: Came) => boolean, limitMs?: number): Promise<Came>;
  close(): Promise<void>;
}

/** How long a case waits for one webhook; a telephone network is slow. */
const LIMIT_MS = 45_000;

export async function startReceiver(
  options: { authToken: string; port: number; publicUrl: string | null },
): Promise<Receiver> {
  let came: Came[] = [];
  let answers: Record<string, string | ((form: Form) => string)> = {};
  const waiting = new Set<() => void>();
  let url = options.publicUrl ?? "";

  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => body += part.toString("utf8"));
    request.on("end", () => {
      const path = request.url ?? "";
      const form = Object.fromEntries(new URLSearchParams(body));
      const signature = String(request.headers["x-twilio-signature"]);
      const genuine = twilio.validateRequest(options.authToken, signature, url + path, form);
      came.push({ path, form, at: Date.now(), genuine });
      for (const look of Array.from(waiting)) look();
      const answer = answers[path.split("?")[0] ?? ""];
      const text = typeof answer === "function" ? answer(form) : answer ?? "";
      if (text === "") response.writeHead(204).end();
      else response.writeHead(200, { "Content-Type": "text/xml" }).end(text);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.publicUrl === null ? "127.0.0.1" : "0.0.0.0", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot listen: no port");
  if (url === "") url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    get came() {
      return came;
    },
    begin(next) {
      came = [];
      answers = next;
    },
    wait: (what, fits, limitMs = LIMIT_MS) =>
      new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = () => {
          const found = came.find(fits);
          if (found === undefined) return;
          done();
          resolve(found);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`no webhook: ${what}`));
        }, limitMs);
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
