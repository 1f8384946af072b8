// The script routes under /_control, for tests and for the simulator's own page.

import type { IncomingMessage, ServerResponse } from "node:http";
import * as v from "valibot";
import type { Accounts } from "../accounts/accounts.ts";
import { accountConfig } from "../accounts/config.ts";
import type { Ticker } from "../audio/ticker.ts";
import { tone } from "../audio/sources.ts";
import type { Call } from "../calls/call.ts";
import type { Engine } from "../calls/engine.ts";
import { choices, type Chosen } from "../choices.ts";
import type { Clients } from "../calls/party.ts";
import type { AdjustableClock } from "../adjustable-clock.ts";
import { atMost, systemClock } from "../clock.ts";
import { readBody } from "../http/body.ts";
import type { Log } from "../log.ts";
import { behaviour } from "../phones/behaviour.ts";
import type { Phones } from "../phones/phones.ts";
import { faultPlan, type Faults } from "../webhooks/faults.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { CallQueue } from "../limits/call-queue.ts";
import type { OpenApi } from "../openapi/openapi.ts";
import { accountPatch, accountView, patchAccount } from "./accounts.ts";
import { callView } from "./call-view.ts";
import { type Answer, ok, problem } from "./answer.ts";
import { clientOrder } from "./client.ts";
import { createControlClients } from "./clients.ts";
import { refusal } from "./guard.ts";
import { type CallOrder, callOrder, clockOrder, newCall, newClient } from "./orders.ts";

export interface ControlOptions {
  accounts: Accounts;
  engine: Engine;
  phones: Phones;
  webhooks: Webhooks;
  faults: Faults;
  callQueue: CallQueue;
  choices: Chosen;
  /** Null when nothing is compared with Twilio's description. */
  openApi: OpenApi | null;
  clients: Clients;
  clock: AdjustableClock;
  ticker: Ticker;
  log: Log;
}

/** How long `DELETE /_control` waits for a server that does not answer: a test that begins anew has no time to lose. */
const LAST_CALLBACKS_MS = 500;

export interface Control {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createControl(options: ControlOptions): Control {
  const { engine, phones, webhooks, faults, clock, log } = options;
  const view = (call: Call) => callView(call, engine.conferences);
  const leg = (sid: string) => {
    const call = engine.calls.get(sid);
    return call === null ? null : view(call);
  };
  const clients = createControlClients({ ...options, origin: engine, leg });

  function calls(query: URLSearchParams): Answer {
    // An unescaped plus of an E.164 number arrives as a space.
    const wanted = (name: string) => query.get(name)?.replace(/^ /, "+") ?? null;
    const [to, from, status] = [wanted("to"), wanted("from"), wanted("status")];
    const shown = engine.calls.all().filter((call) =>
      (to === null || call.to === to) && (from === null || call.from === from) &&
      (status === null || call.status === status)
    );
    return ok(shown.map(view));
  }

  function callIn(body: unknown): Answer {
    const { from, to, speak, network = {} } = v.parse(newCall, body);
    const { party } = phones.calling(from, speak ?? null);
    const placed = engine.outsideCalls({ from, to, party, network });
    return "callSid" in placed
      ? { status: 201, body: { sid: placed.callSid } }
      : problem(404, placed.error.message);
  }

  function orderCall(sid: string, order: CallOrder): Answer {
    const call = engine.calls.get(sid);
    if (call === null) return problem(404, "There is no such call");
    if (call.isOver) return problem(409, "The call is over");
    const script = phones.scriptOf(call.party);
    if (script === null) {
      return problem(409, "The far end of this leg is a browser or a person, not a script");
    }
    switch (order.do) {
      case "answer":
        if (call.answeredAt !== null) return problem(409, "The call is answered already");
        script.answer();
        break;
      case "hangup":
        script.hangUp();
        break;
      case "digits":
        script.press(order.value);
        break;
      case "tone":
        script.speak(tone(order.value));
        break;
      case "silence":
        script.speak(null);
        break;
      case "no-packets":
        script.sendNothing();
        break;
    }
    return ok(view(call));
  }

  async function advance(body: unknown): Promise<Answer> {
    const { advanceMs, waitMs } = v.parse(clockOrder, body);
    // Waited for in the machine's time: it is somebody else's server that answers.
    await clock.advance(advanceMs, () => atMost(systemClock, waitMs, webhooks.quiet()));
    return ok({ now: new Date(clock.now()).toISOString() });
  }

  /**
   * Back to the beginning, once the last callbacks of the calls that this ends have gone out. Accounts, applications,
   * numbers and keys stay: the product holds keys that it made.
   */
  async function reset(): Promise<Answer> {
    faults.clear();
    options.callQueue.clear();
    options.choices.clear();
    phones.clear();
    engine.endAll();
    clients.clear();
    webhooks.flush();
    await atMost(systemClock, LAST_CALLBACKS_MS, webhooks.idle());
    engine.calls.clear();
    engine.conferences.clear();
    engine.recordings.clear();
    webhooks.clear();
    clock.reset();
    return { status: 204, body: null };
  }

  async function answer(
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
  ): Promise<Answer> {
    const [kind, id, verb, ...rest] = path.split("/").slice(2).map(decodeURIComponent);
    const route = `${method} ${kind ?? ""}${id === undefined ? "" : "/*"}${
      verb === undefined ? "" : `/${verb}`
    }`;
    const name = id ?? "";
    if (rest.length > 0) return problem(404, "There is no such control route");
    switch (route) {
      case "GET calls":
        return calls(query);
      case "POST calls":
        return callIn(body);
      case "GET calls/*": {
        const shown = leg(name);
        return shown === null ? problem(404, "There is no such call") : ok(shown);
      }
      case "POST calls/*":
        return orderCall(name, v.parse(callOrder, body));
      case "GET numbers":
        return ok(phones.list());
      case "DELETE numbers/*":
        return phones.forget(name) ? { status: 204, body: null } : problem(404, "Not set");
      case "PUT numbers/*": {
        if (!/^\+[1-9]\d{6,14}$/.test(name)) return problem(400, "Not an E.164 number");
        if (options.accounts.byNumber(name) !== null) {
          return problem(409, "An account has this number: a call to it is a call in");
        }
        const set = v.parse(behaviour, body);
        phones.set(name, set);
        return ok({ number: name, ...set });
      }
      case "POST clients":
        return clients.add(v.parse(newClient, body).token);
      case "GET clients/*":
        return clients.view(name);
      case "POST clients/*":
        return clients.order(name, v.parse(clientOrder, body));
      case "GET accounts":
        return ok(options.accounts.all().map(accountView));
      case "POST accounts": {
        const config = v.parse(accountConfig, body);
        if (options.accounts.get(config.sid) !== null) return problem(409, "It is there already");
        return { status: 201, body: accountView(options.accounts.add(config)) };
      }
      // Beside the list, which holds no secret.
      case "GET accounts/*/token": {
        const account = options.accounts.get(name);
        return account === null
          ? problem(404, "There is no such account")
          : ok({ authToken: account.authToken });
      }
      case "PATCH accounts/*": {
        const account = options.accounts.get(name);
        if (account === null) return problem(404, "There is no such account");
        patchAccount(account, v.parse(accountPatch, body), options);
        return ok(accountView(account));
      }
      case "GET openapi":
        return ok({ mismatches: options.openApi?.mismatches() ?? null });
      case "DELETE openapi":
        options.openApi?.clear();
        return { status: 204, body: null };
      case "GET webhooks": {
        const since = query.get("since");
        return ok(webhooks.list({
          sid: query.get("sid") ?? undefined,
          since: since === null ? undefined : Number(since),
        }));
      }
      case "POST webhooks/*/repeat": {
        const record = await webhooks.repeat(Number(name));
        return record === null ? problem(404, "There is no such webhook") : ok(record);
      }
      case "GET faults":
        return ok(faults.view());
      case "PUT faults":
        faults.set(v.parse(faultPlan, body));
        return ok(faults.view());
      case "GET choices":
        return ok(options.choices.now);
      case "PUT choices": {
        const chosen = v.parse(choices, body);
        options.choices.set(chosen);
        return ok(chosen);
      }
      case "GET clock":
        return ok({ now: new Date(clock.now()).toISOString() });
      case "POST clock":
        return await advance(body);
      case "DELETE ":
        return await reset();
      default:
        return problem(404, "There is no such control route");
    }
  }

  async function respond(request: IncomingMessage): Promise<Answer> {
    const refused = refusal(request);
    if (refused !== null) return problem(403, refused);
    const url = new URL(request.url ?? "/", "http://simulator");
    const text = (await readBody(request)).toString("utf8");
    let body: unknown;
    try {
      body = text === "" ? {} : JSON.parse(text);
    } catch {
      return problem(400, "The body is no JSON");
    }
    try {
      return await answer(request.method ?? "GET", url.pathname, url.searchParams, body);
    } catch (error) {
      if (!v.isValiError(error)) throw error;
      const [issue] = error.issues;
      return problem(400, `${v.getDotPath(issue) ?? "body"}: ${issue.message}`);
    }
  }

  return {
    async handle(request, response) {
      const { status, body } = await respond(request).catch((error: unknown): Answer => {
        log("defect", { message: error instanceof Error ? error.stack ?? "" : String(error) });
        return problem(500, "The simulator failed; its log says why");
      });
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(body === null ? "" : JSON.stringify(body));
    },
  };
}
