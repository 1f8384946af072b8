// /Accounts/{AC}/Calls/{CA}/UserDefinedMessages and UserDefinedMessageSubscriptions

import type { Call } from "../calls/call.ts";
import { rfc2822 } from "../dates.ts";
import { created, DELETED, invalid, notFound } from "./answer.ts";
import { getCall } from "./get-call.ts";
import { methodField, needed } from "./request.ts";
import type { RestContext, Routes } from "./routes.ts";
import { isHttpUrl } from "./voice-settings.ts";

const callOf = (context: RestContext): Call => getCall(context, context.within[0] ?? "");

/** Twilio has codes of its own for what cannot be told to a call; which is which is unknown, so this one is assumed. */
const noBrowser = () => invalid(21220, "The call is over, or no Voice SDK is at its far end");

/** An `IdempotencyKey` is taken and changes nothing. */
export const userMessageRoutes: Routes = {
  create(context) {
    const call = callOf(context);
    const sid = context.engine.messages.send(call, parse(needed(context.request, "Content")));
    if (sid === null) throw noBrowser();
    return created({
      account_sid: call.account.sid,
      call_sid: call.sid,
      sid,
      date_created: rfc2822(context.clock.now()),
    });
  },
};

export const messageSubscriptionRoutes: Routes = {
  create(context) {
    const { request, engine } = context;
    const call = callOf(context);
    const url = needed(request, "Callback");
    if (!isHttpUrl(url)) throw invalid(20001, `Callback is not a valid URL: ${url}`);
    // Documented: only during a call of the Voice SDK.
    if (call.isOver || call.party?.sendMessage === undefined) throw noBrowser();
    const method = methodField(request, "Method", "POST");
    const { sid, createdAt } = engine.messages.subscribe(call, { url, method });
    const calls = `/2010-04-01/Accounts/${call.account.sid}/Calls`;
    return created({
      account_sid: call.account.sid,
      call_sid: call.sid,
      sid,
      date_created: rfc2822(createdAt),
      uri: `${calls}/${call.sid}/UserDefinedMessageSubscriptions/${sid}.json`,
    });
  },
  remove(context, sid) {
    if (!context.engine.messages.unsubscribe(callOf(context), sid)) {
      throw notFound(context.request.path);
    }
    return DELETED;
  },
};

/** Documented: a JSON string. */
function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw invalid(20001, "Content is no JSON");
  }
}
