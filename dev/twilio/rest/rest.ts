// The part of Twilio's API that lives under /2010-04-01, as the official library speaks it.

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Accounts } from "../accounts/accounts.ts";
import type { Engine } from "../calls/engine.ts";
import type { Clock } from "../clock.ts";
import { BodyTooLarge, readBody } from "../http/body.ts";
import type { NewSid } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Faults } from "../webhooks/faults.ts";
import { accountResource } from "./account.ts";
import { type Answer, found, invalid, notAuthenticated, notFound, Refusal } from "./answer.ts";
import { applicationRoutes } from "./applications.ts";
import { authenticate } from "./authenticate.ts";
import { callRoutes } from "./calls.ts";
import { keyRoutes } from "./keys.ts";
import { callerIdRoutes, numberRoutes } from "./numbers.ts";
import type { RestContext, Routes } from "./routes.ts";

export interface RestOptions {
  accounts: Accounts;
  engine: Engine;
  faults: Faults;
  clock: Clock;
  newSid: NewSid;
  log: Log;
}

const RESOURCES: Record<string, Routes> = {
  Keys: keyRoutes,
  Applications: applicationRoutes,
  IncomingPhoneNumbers: numberRoutes,
  OutgoingCallerIds: callerIdRoutes,
  Calls: callRoutes,
};

const PATH =
  /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})(?:\/([A-Za-z]+)(?:\/([A-Za-z0-9]+))?)?\.json$/;

/** Answers any request under /2010-04-01. */
export async function handleRest(
  request: IncomingMessage,
  response: ServerResponse,
  options: RestOptions,
): Promise<void> {
  const answer = await answerRest(request, options).catch((error: unknown): Answer => {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    if (error instanceof BodyTooLarge) {
      return { status: 413, body: new Refusal(413, 20001, "The request is too large").body };
    }
    options.log("defect", { message: error instanceof Error ? error.stack ?? "" : String(error) });
    return { status: 500, body: new Refusal(500, 20500, "Internal Server Error").body };
  });
  response.writeHead(answer.status, {
    "Content-Type": "application/json;charset=utf-8",
    "Twilio-Request-Id": `RQ${randomUUID().replaceAll("-", "")}`,
    "Twilio-Request-Duration": "0.001",
    "Twilio-Concurrent-Requests": "1",
    "X-API-Domain": "api.twilio.com",
    ...(answer.status === 401 ? { "WWW-Authenticate": 'Basic realm="Twilio API"' } : {}),
  });
  response.end(answer.body === null ? "" : JSON.stringify(answer.body));
}

async function answerRest(request: IncomingMessage, options: RestOptions): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://simulator");
  const method = request.method ?? "GET";
  const body = await readBody(request);
  const planned = options.faults.rest(method, url.pathname);
  if (planned !== null) {
    const message = planned.code === 20429 ? "Too Many Requests" : "Refused by a planned fault";
    throw new Refusal(planned.status, planned.code, message);
  }
  const [, accountSid = "", name, sid] = PATH.exec(url.pathname) ?? [];
  const who = authenticate(options.accounts, request.headers.authorization, accountSid);
  if (who === null) throw notAuthenticated();
  // Documented: a standard key reaches neither the account nor its keys. That it is told so by 20003 is assumed.
  if (who.byKey && (name === undefined || name === "Keys")) throw notAuthenticated();
  const path = url.pathname;
  const form = new URLSearchParams(body.toString("utf8"));
  const context: RestContext = {
    ...options,
    request: { ...who, method, path, query: url.searchParams, form },
  };
  if (name === undefined) {
    if (method !== "GET") {
      throw invalid(20001, "The account itself cannot be changed in this simulator");
    }
    return found(accountResource(who.account));
  }
  const routes = RESOURCES[name];
  if (routes === undefined) throw notFound(path);
  const given = routed(routes, context, sid);
  if (given === undefined) throw new Refusal(405, 20004, "Method not allowed");
  return given;
}

function routed(routes: Routes, context: RestContext, sid: string | undefined): Answer | undefined {
  switch (context.request.method) {
    case "GET":
      return sid === undefined ? routes.list?.(context) : routes.fetch?.(context, sid);
    case "POST":
      return sid === undefined ? routes.create?.(context) : routes.update?.(context, sid);
    case "DELETE":
      return sid === undefined ? undefined : routes.remove?.(context, sid);
    default:
      return undefined;
  }
}
