// Finds a call of the account.

import type { Call } from "../calls/call.ts";
import { notFound } from "./answer.ts";
import type { RestContext } from "./routes.ts";

/** @throws {Refusal} 20404 when the account has no such call */
export function getCall({ engine, request }: RestContext, sid: string): Call {
  const call = engine.calls.get(sid);
  if (call === null || call.account.sid !== request.account.sid) throw notFound(request.path);
  return call;
}
