// Compares every API request and every answer with Twilio's published description. A difference is kept for whoever
// asks (`/_control/openapi`, or the end of a test): the simulator has gone wrong, or the program under test sends what
// Twilio does not know.

import type { Answer } from "../rest/answer.ts";
import type { Api } from "../rest/places.ts";
import type { RestRequest } from "../rest/request.ts";
import { readDescription } from "./descriptions.ts";
import { KNOWN_GAPS } from "./known-gaps.ts";
import { bodyOf, differences, unknownNames } from "./fields.ts";

export interface Mismatch {
  /** `POST /2010-04-01/Accounts/{AccountSid}/Calls.json` as described, or the path as it came. */
  operation: string;
  side: "request" | "answer";
  message: string;
}

export interface OpenApi {
  /** Resolves when the API's description is read: at the first request, about half a second. */
  ready(api: Api): Promise<void>;
  request(request: RestRequest): void;
  answer(request: RestRequest, answer: Answer): void;
  /** All differences so far, each once. */
  mismatches(): Mismatch[];
  clear(): void;
}

type Description = Awaited<ReturnType<typeof readDescription>>;

export function createOpenApi(): OpenApi {
  const reading = new Map<Api, Promise<void>>();
  const described = new Map<Api, { requests: Description; answers: Description }>();
  const found = new Map<string, Mismatch>();

  async function read(api: Api): Promise<void> {
    const requests = await readDescription(api, "requests");
    const answers = await readDescription(api, "answers");
    described.set(api, { requests, answers });
  }

  function add(operation: string, side: Mismatch["side"], message: string): void {
    const text = `${operation} ${message}`;
    if (KNOWN_GAPS.some((gap) => gap.side === side && gap.difference.test(text))) return;
    found.set(`${operation} ${side} ${message}`, { operation, side, message });
  }

  /** The described operation of a request, by the path on Twilio's host. */
  function match(description: Description, { method, path }: RestRequest) {
    return description.router.matchOperation({ method, path, headers: {} });
  }

  return {
    ready(api) {
      const begun = reading.get(api) ?? read(api);
      reading.set(api, begun);
      return begun;
    },
    request(request) {
      const requests = described.get(request.api)?.requests;
      if (requests === undefined || request.media !== null) return;
      const operation = match(requests, request);
      if (operation === undefined) {
        return add(`${request.method} ${request.path}`, "request", "no such operation");
      }
      const name = `${request.method} ${operation.path}`;
      const form = fieldsOf(request.form);
      const result = requests.validator.validateRequest({
        method: request.method,
        path: request.path,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        query: fieldsOf(request.query),
        ...(request.method === "POST" ? { body: bodyOf(operation, form) } : {}),
      }, operation);
      for (const error of result.errors ?? []) {
        const extra: unknown = error.params["additionalProperty"];
        const what = typeof extra === "string" ? `${extra} is no parameter` : error.message ?? "";
        add(name, "request", `${error.instancePath} ${what}`);
      }
      // The query is compared by its names already; the body is not.
      for (const unknown of unknownNames(operation, Object.keys(form))) {
        add(name, "request", `/requestBody ${unknown} is no parameter`);
      }
    },
    answer(request, { status, body, file }) {
      const answers = described.get(request.api)?.answers;
      if (answers === undefined || file !== undefined || request.media !== null) return;
      const operation = match(answers, request);
      if (operation === undefined) return;
      const name = `${request.method} ${operation.path}`;
      if (operation.responses?.[String(status)] === undefined) {
        return add(name, "answer", `${status} is not described`);
      }
      const result = answers.validator.validateResponse(body, operation, status);
      for (const error of result.errors ?? []) {
        const at = error.instancePath.replace(/\/\d+(?=\/|$)/g, "/*");
        add(name, "answer", `${at} ${error.message ?? ""}`);
      }
      for (const difference of differences(operation, status, body)) {
        add(name, "answer", difference);
      }
    },
    mismatches: () => [...found.values()],
    clear: () => found.clear(),
  };
}

/** For the end of a test. */
export function describeMismatches(mismatches: readonly Mismatch[]): string {
  const lines = mismatches.map(({ operation, side, message }) =>
    `${operation}: ${side}: ${message}`
  );
  return ["Not as Twilio describes its API:", ...lines].join("\n");
}

/** A name that came several times has all its values. */
function fieldsOf(params: URLSearchParams): Record<string, string | string[]> {
  const names = new Set(params.keys());
  return Object.fromEntries(Array.from(names, (name) => {
    const [first = "", ...others] = params.getAll(name);
    return [name, others.length === 0 ? first : [first, ...others]];
  }));
}
