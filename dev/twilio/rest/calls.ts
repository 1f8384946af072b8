// /Accounts/{AC}/Calls

import type { Call } from "../calls/call.ts";
import { created, DELETED, found, invalid } from "./answer.ts";
import { readFallback, readNewDocument, readNewTimeLimit, readOrder } from "./call-order.ts";
import { callResource, shownStatus } from "./call-resource.ts";
import { equals, inTime } from "./filters.ts";
import { getCall } from "./get-call.ts";
import { page } from "./paging.ts";
import { word } from "./request.ts";
import type { Routes } from "./routes.ts";

export const callRoutes: Routes = {
  list({ request, engine, clock }) {
    const { account, query } = request;
    const shown = engine.calls.all()
      .filter((call) => call.account.sid === account.sid && matches(call, query))
      .toReversed();
    const resources = shown.map((call) => callResource(call, clock.now()));
    return found(page(request, "calls", resources));
  },
  create: (context) =>
    created(callResource(context.engine.place(readOrder(context)), context.clock.now())),
  fetch: (context, sid) => found(callResource(getCall(context, sid), context.clock.now())),
  update(context, sid) {
    const { request, engine, clock } = context;
    const call = getCall(context, sid);
    const answer = () => found(callResource(call, clock.now()));
    const status = word(request, "Status", ["completed", "canceled"]);
    if (status !== undefined) {
      end(call, status);
      return answer();
    }
    const start = readNewDocument(request);
    const limitMs = readNewTimeLimit(request);
    if (start === null && limitMs === null) throw invalid(21205, "Url parameter is required");
    if (call.status !== "in-progress") throw notInProgress();
    if (limitMs !== null) {
      const left = (call.answeredAt ?? clock.now()) + limitMs - clock.now();
      const limit = clock.after(left, () => call.end("time"));
      call.over.addEventListener("abort", () => limit.cancel(), { once: true });
    }
    if (start !== null) engine.redirect(call, start, readFallback(request));
    return answer();
  },
  remove(context, sid) {
    const call = getCall(context, sid);
    if (!call.isOver) throw invalid(21220, "Call is in progress, cannot be deleted");
    context.engine.calls.remove(call.sid);
    return DELETED;
  },
};

const notInProgress = () => invalid(21220, "Call is not in-progress. Cannot redirect.");

/** Documented: `canceled` ends only what is not answered yet, `completed` everything. */
function end(call: Call, status: "completed" | "canceled"): void {
  if (call.isOver) throw notInProgress();
  // Assumed: canceling an answered call changes nothing.
  if (status === "canceled" && call.status === "in-progress") return;
  call.end("api", "canceled");
}

function matches(call: Call, query: URLSearchParams): boolean {
  return equals(query, "To", call.to) && equals(query, "From", call.from) &&
    equals(query, "ParentCallSid", call.parent?.sid ?? null) &&
    equals(query, "Status", shownStatus(call)) &&
    inTime(query, "StartTime", call.answeredAt ?? call.createdAt) &&
    inTime(query, "EndTime", call.endedAt);
}
