import type { Verdict, Webhook } from "../data/webhook.ts";
import { Failure } from "../domain/failure.ts";
import { errorAnswer } from "./answer.ts";
import { inBackground } from "./background.ts";
import { describeError, type LogLine, type WriteLog, writeLog } from "./log.ts";
import { readWebhook } from "./webhook_request.ts";

/** A verdict on a webhook that Twilio did sign. */
export type GenuineVerdict = Exclude<Verdict, { verdict: "forbidden" }>;

/** What has to be asked of Twilio because of a webhook. */
type Follow = NonNullable<Extract<Verdict, { verdict: "ok" }>["follow"]>;

/** What a function answers to a webhook, and what the log says about it. */
export interface WebhookAnswer {
  response: Response;
  /** Set when the call could not be placed or the event not be understood. */
  error?: string;
}

/** One address that Twilio calls. */
export interface WebhookRoute {
  kind: Webhook["kind"];
  /** The log's message when the webhook came, and the one when it went wrong. */
  messages: { received: string; error: string };
  answer: (verdict: GenuineVerdict) => WebhookAnswer;
  /** The answer when the database does not answer or answers nonsense. */
  answerFailure: (failure: Failure) => Response;
}

/**
 * A function that Twilio calls. Whatever can be refused without the database is refused without it;
 * the rest is exactly one request to it.
 * @param routes by public path, such as `/inbound/action`
 */
export function webhookEndpoint({ name, publicUrl, routes, apply, follow, log = writeLog }: {
  name: string;
  publicUrl: string;
  routes: Readonly<Record<string, WebhookRoute>>;
  apply: (webhook: Webhook) => Promise<Verdict>;
  /** Asks Twilio for what an event leads to, once it has its answer. */
  follow: (work: Follow) => Promise<unknown>;
  log?: WriteLog;
}): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = crypto.randomUUID();
    try {
      const path = new URL(request.url).pathname.replace(/\/$/, "");
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      if (route === undefined) throw new Failure("E-PATH");
      const webhook = await readWebhook(request, { kind: route.kind, path, publicUrl });
      return await handle(route, webhook, requestId);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log({
        level: "info",
        message: "webhook refused",
        function: name,
        requestId,
        code: error.code,
      });
      return errorAnswer(error.code, error.detail);
    }
  };

  async function handle(route: WebhookRoute, webhook: Webhook, requestId: string) {
    const began = performance.now();
    const line = (level: LogLine["level"], message: string, more: Record<string, unknown>) =>
      log({
        level,
        message,
        function: name,
        requestId,
        ...describeWebhook(webhook),
        ms: Math.round(performance.now() - began),
        ...more,
      });

    let verdict: Verdict;
    try {
      verdict = await apply(webhook);
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("E-INTERNAL", {}, error);
      // Nobody could tell whether Twilio sent it: what it says of itself may be anything.
      line("error", route.messages.error, {
        verified: false,
        code: failure.code,
        cause: describeError(failure),
      });
      return route.answerFailure(failure);
    }
    if (verdict.verdict === "forbidden") throw new Failure("E-SIGNATURE");

    const { response, error } = route.answer(verdict);
    line("info", route.messages.received, describeVerdict(verdict));
    if (error !== undefined) line("error", route.messages.error, { reason: error });
    if (verdict.verdict === "ok" && verdict.follow !== null) {
      const { follow: left } = verdict;
      inBackground(async () => {
        try {
          await follow(left);
        } catch (failure) {
          // The reconciler goes on with it.
          line("error", route.messages.error, { cause: describeError(failure) });
        }
      });
    }
    return response;
  }
}

/** The fields that find a call again. */
const loggedFields = {
  callSid: "CallSid",
  parentCallSid: "ParentCallSid",
  callStatus: "CallStatus",
  dialCallStatus: "DialCallStatus",
  sequenceNumber: "SequenceNumber",
  errorCode: "ErrorCode",
  from: "From",
  to: "To",
} as const;

function describeWebhook({ form }: Webhook): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(loggedFields)) {
    if (form[name] !== undefined) line[field] = form[name];
  }
  return line;
}

function describeVerdict(verdict: GenuineVerdict): Record<string, unknown> {
  if (verdict.verdict === "invalid") return { applied: false, reason: verdict.reason };
  const { call_id, applied, reason, answer, follow } = verdict;
  return {
    callId: call_id,
    applied,
    ...(reason === null ? {} : { reason }),
    ...(answer === null ? {} : { do: answer.do }),
    ...(follow === null ? {} : { asks: follow.work.requests.map(({ kind }) => kind) }),
  };
}
