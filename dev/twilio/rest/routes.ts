// What a resource of the API can be asked.

import type { Accounts } from "../accounts/accounts.ts";
import type { Engine } from "../calls/engine.ts";
import type { Chosen } from "../choices.ts";
import type { Clock } from "../clock.ts";
import type { NewSid } from "../ids.ts";
import type { CallQueue } from "../limits/call-queue.ts";
import type { Answer } from "./answer.ts";
import type { RestRequest } from "./request.ts";

export interface RestContext {
  request: RestRequest;
  accounts: Accounts;
  engine: Engine;
  callQueue: CallQueue;
  choices: Chosen;
  clock: Clock;
  newSid: NewSid;
  /** SIDs or names of the resources that the asked one lies in, outermost first. */
  within: readonly string[];
}

type Given = Answer | Promise<Answer>;

/** `GET /X`, `POST /X`, `GET /X/{sid}`, `POST /X/{sid}`, `DELETE /X/{sid}`; what is missing is not allowed. */
export interface Routes {
  list?: (context: RestContext) => Given;
  create?: (context: RestContext) => Given;
  fetch?: (context: RestContext, sid: string) => Given;
  update?: (context: RestContext, sid: string) => Given;
  remove?: (context: RestContext, sid: string) => Given;
}

/** One resource: where it lies, and what it answers. `*` in the path is a SID or a name. */
export interface Resource {
  /** `Conferences/*\/Participants` */
  path: string;
  routes: Routes;
}

/**
 * The resource at a path, its SID if the path names one, and those that it lies in. A path that is written out wins over
 * a SID: `IncomingPhoneNumbers/Local` is no number.
 */
export function findResource(
  resources: readonly Resource[],
  path: string,
): { routes: Routes; sid: string | undefined; within: string[] } | null {
  const parts = path.split("/").map(decodeURIComponent);
  for (const length of [parts.length, parts.length - 1]) {
    for (const { path: pattern, routes } of resources) {
      const wanted = pattern.split("/");
      if (wanted.length !== length) continue;
      if (!wanted.every((part, at) => part === "*" || part === parts[at])) continue;
      const within = wanted.flatMap((part, at) => part === "*" ? [parts[at] ?? ""] : []);
      return { routes, sid: parts[length], within };
    }
  }
  return null;
}

/** Does what was asked; undefined when the resource does not take the method. */
export function ask(routes: Routes, context: RestContext, sid: string | undefined) {
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
