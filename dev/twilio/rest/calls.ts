// /Accounts/{AC}/Calls

import type { Call } from "../calls/call.ts";
import { created, DELETED, found, invalid, notFound } from "./answer.ts";
import { readNewDocument, readOrder } from "./call-order.ts";
import { callResource, shownStatus } from "./call-resource.ts";
import { page } from "./paging.ts";
import { field } from "./request.ts";
import type { RestContext, Routes } from "./routes.ts";

export const callRoutes: Routes = {
  list({ request, engine }) {
    const { account, query } = request;
    const shown = engine.calls.all()
      .filter((call) => call.account.sid === account.sid && matches(call, query))
      .toReversed();
    return found(page(request, "calls", shown.map(callResource)));
  },
  create: ({ request, engine, accounts }) =>
    created(callResource(engine.place(readOrder(request, accounts)))),
  fetch: (context, sid) => found(callResource(get(context, sid))),
  update(context, sid) {
    const { request, engine } = context;
    const call = get(context, sid);
    const status = field(request, "Status");
    if (status !== undefined) {
      end(call, status);
      return found(callResource(call));
    }
    const start = readNewDocument(request);
    if (start === null) throw invalid(21205, "Url parameter is required");
    if (call.status !== "in-progress") throw notInProgress();
    engine.redirect(call, start);
    return found(callResource(call));
  },
  remove(context, sid) {
    const call = get(context, sid);
    if (!call.isOver) throw invalid(21220, "Call is in progress, cannot be deleted");
    context.engine.calls.remove(call.sid);
    return DELETED;
  },
};

const notInProgress = () => invalid(21220, "Call is not in-progress. Cannot redirect.");

/** Documented: `canceled` ends only what is not answered yet, `completed` everything. */
function end(call: Call, status: string): void {
  if (status !== "completed" && status !== "canceled") {
    throw invalid(20001, `Invalid Status: ${status}`);
  }
  if (call.isOver) throw notInProgress();
  // Assumed: canceling an answered call changes nothing.
  if (status === "canceled" && call.status === "in-progress") return;
  call.end("api", "canceled");
}

function matches(call: Call, query: URLSearchParams): boolean {
  const equal = (name: string, value: string | null) =>
    !query.has(name) || query.get(name) === value;
  return equal("To", call.to) && equal("From", call.from) &&
    equal("ParentCallSid", call.parent?.sid ?? null) && equal("Status", shownStatus(call)) &&
    inTime(query, "StartTime", call.answeredAt ?? call.createdAt) &&
    inTime(query, "EndTime", call.endedAt);
}

/** `Name` is a day, `Name<` and `Name>` are moments (included). */
function inTime(query: URLSearchParams, name: string, at: number | null): boolean {
  const day = query.get(name);
  const before = query.get(`${name}<`);
  const after = query.get(`${name}>`);
  if (day === null && before === null && after === null) return true;
  if (at === null) return false;
  return (day === null || new Date(at).toISOString().slice(0, 10) === day.slice(0, 10)) &&
    (before === null || at <= Date.parse(before)) &&
    (after === null || at >= Date.parse(after));
}

function get({ engine, request }: RestContext, sid: string): Call {
  const call = engine.calls.get(sid);
  if (call === null || call.account.sid !== request.account.sid) throw notFound(request.path);
  return call;
}
