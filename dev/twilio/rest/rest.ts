// Twilio's API as the official library speaks it: from the credentials to the written answer.

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Accounts } from "../accounts/accounts.ts";
import type { Engine } from "../calls/engine.ts";
import type { Choices, Chosen } from "../choices.ts";
import type { Clock } from "../clock.ts";
import { BodyTooLarge, readBody } from "../http/body.ts";
import type { NewSid } from "../ids.ts";
import type { CallQueue } from "../limits/call-queue.ts";
import { createRequests } from "../limits/requests.ts";
import type { Log } from "../log.ts";
import type { OpenApi } from "../openapi/openapi.ts";
import type { Faults } from "../webhooks/faults.ts";
import { type Answer, notAuthenticated, notFound, Refusal, tooMany } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import { type Place, readPlace } from "./places.ts";
import { sendFile } from "./send-file.ts";
import { RESOURCES } from "./resources.ts";
import { ask, findResource } from "./routes.ts";

export interface RestOptions {
  accounts: Accounts;
  engine: Engine;
  faults: Faults;
  callQueue: CallQueue;
  choices: Chosen;
  clock: Clock;
  newSid: NewSid;
  log: Log;
  /** Compares each request and answer with Twilio's description; null: nothing does. */
  openApi: OpenApi | null;
}

export interface Rest {
  /** True when the request is one for the API; it is answered then. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

export function createRest(options: RestOptions): Rest {
  const { accounts, faults, log, openApi } = options;
  const requests = createRequests();

  /** @throws {Refusal} in Twilio's words for whatever cannot be done */
  async function answer(request: IncomingMessage, url: URL, place: Place): Promise<Answer> {
    const method = request.method ?? "GET";
    const who = authenticate(accounts, request.headers.authorization) ??
      listener(accounts, request, place, options.choices.now);
    if (who === null) throw notAuthenticated();
    if (place.accountSid !== null && place.accountSid !== who.account.sid) throw notAuthenticated();
    // Documented: 20005. Its status, and that it covers every resource, are assumed.
    if (who.account.status !== "active") throw new Refusal(401, 20005, "Account not active");
    // Documented: a standard key reaches neither the account nor its keys. That it is told so by 20003 is assumed.
    if (who.byKey && isForTokenOnly(place)) throw notAuthenticated();
    const turn = requests.begin(who.account);
    if (turn === null) throw tooMany(20429, "Too Many Requests");
    try {
      const body = await readBody(request);
      const form = new URLSearchParams(body.toString("utf8"));
      const parsed = { ...who, ...place, method, query: url.searchParams, form };
      const found = findResource(RESOURCES[place.api], place.resource);
      if (found === null) throw notFound(place.path);
      openApi?.request(parsed);
      const { apiLatencyMs } = options.choices.now;
      if (apiLatencyMs > 0) await new Promise((resolve) => setTimeout(resolve, apiLatencyMs));
      const context = { ...options, within: found.within, request: parsed };
      const given = await ask(found.routes, context, found.sid);
      if (given === undefined) throw new Refusal(405, 20004, "Method not allowed");
      openApi?.answer(parsed, given);
      return given;
    } finally {
      turn.done();
    }
  }

  function refusal(error: unknown): Answer {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    if (error instanceof BodyTooLarge) {
      return { status: 413, body: new Refusal(413, 20001, "The request is too large").body };
    }
    log("defect", { message: error instanceof Error ? error.stack ?? "" : String(error) });
    return { status: 500, body: new Refusal(500, 20500, "Internal Server Error").body };
  }

  async function respond(request: IncomingMessage, response: ServerResponse, url: URL, at: Place) {
    await openApi?.ready(at.api);
    const fault = faults.rest.next(request.method ?? "GET", url.pathname);
    if (fault !== null) {
      log("API fault", { do: fault.do, method: fault.method, path: url.pathname });
    }
    if (fault?.do === "hang") return hang(request, response, faults.rest.replaced);
    const { status, body, file } = fault?.do === "refuse"
      ? refusal(plannedRefusal(fault))
      : await answer(request, url, at).catch(refusal);
    if (fault?.do === "lose") return response.destroy();
    if (file !== undefined && options.choices.now.mediaRanges) {
      return sendFile(response, file, request.headers.range);
    }
    response.writeHead(status, {
      "Content-Type": file?.type ?? "application/json;charset=utf-8",
      "Twilio-Request-Id": `RQ${randomUUID().replaceAll("-", "")}`,
      "Twilio-Request-Duration": "0.001",
      "X-API-Domain": `${at.api}.twilio.com`,
      ...(status === 401 ? { "WWW-Authenticate": 'Basic realm="Twilio API"' } : {}),
    });
    if (file !== undefined) response.end(file.bytes);
    else response.end(body === null ? "" : JSON.stringify(body));
  }

  return {
    handle(request, response) {
      const url = new URL(request.url ?? "/", "http://simulator");
      const place = readPlace(url.pathname, request.headers.host);
      if (place === null) return false;
      void respond(request, response, url, place);
      return true;
    },
  };
}

function plannedRefusal({ status, code }: { status: number; code: number }): Refusal {
  const message = code === 20429 ? "Too Many Requests" : "Refused by a planned fault";
  return new Refusal(status, code, message);
}

/** Leaves a request without an answer until the client gives up or `released` aborts. */
function hang(request: IncomingMessage, response: ServerResponse, released: AbortSignal): void {
  const release = () => void response.destroy();
  released.addEventListener("abort", release, { once: true });
  response.once("close", () => released.removeEventListener("abort", release));
  request.resume();
}

/** Documented: unless the account asks for authorization, anybody who has a recording's address hears it. */
function listener(
  accounts: Accounts,
  request: IncomingMessage,
  { media, accountSid }: Place,
  { bareMediaUrl }: Choices,
) {
  const account = accountSid === null ? null : accounts.get(accountSid);
  if (account === null || account.mediaNeedsAuth) return null;
  if (media === "bare" && bareMediaUrl === "json") return null;
  if (media === null || request.headers.authorization !== undefined) return null;
  return request.method === "GET" ? { account, byKey: true } : null;
}

function isForTokenOnly({ api, resource }: Place): boolean {
  return api === "accounts" ||
    api === "api" && /^(Accounts|Keys|SigningKeys)?(\/.*)?$/.test(resource);
}
