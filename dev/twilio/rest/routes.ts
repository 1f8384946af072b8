// What a resource of the API can be asked.

import type { Accounts } from "../accounts/accounts.ts";
import type { Engine } from "../calls/engine.ts";
import type { Clock } from "../clock.ts";
import type { NewSid } from "../ids.ts";
import type { Answer } from "./answer.ts";
import type { RestRequest } from "./request.ts";

export interface RestContext {
  request: RestRequest;
  accounts: Accounts;
  engine: Engine;
  clock: Clock;
  newSid: NewSid;
}

/** `GET /X`, `POST /X`, `GET /X/{sid}`, `POST /X/{sid}`, `DELETE /X/{sid}`; what is missing is not found. */
export interface Routes {
  list?: (context: RestContext) => Answer;
  create?: (context: RestContext) => Answer;
  fetch?: (context: RestContext, sid: string) => Answer;
  update?: (context: RestContext, sid: string) => Answer;
  remove?: (context: RestContext, sid: string) => Answer;
}
