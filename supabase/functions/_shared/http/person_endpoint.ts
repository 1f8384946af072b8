import * as v from "valibot";
import type { VerifyUser } from "../data/user.ts";
import { Failure } from "../domain/failure.ts";
import { single } from "../domain/form.ts";
import { errorAnswer, jsonAnswer } from "./answer.ts";
import { contentType, readForm, readJson } from "./body.ts";
import { allowedOrigin, corsHeaders, preflight } from "./cors.ts";
import { describeError, type LogLine, type WriteLog, writeLog } from "./log.ts";

/** What is known of a request beside its fields. */
export interface Asked {
  /** The asking page's origin, if it is one of ours; null for others and for scripts. */
  origin: string | null;
  requestId: string;
}

/**
 * A function that a signed-in person calls: checks origin, method, path, sign-in and body, in this
 * order, has the use case answer, and turns whatever it throws into one of the known errors.
 */
export function personEndpoint<S extends v.GenericSchema>({
  name,
  schema,
  webOrigins,
  verifyUser,
  answer,
  describe,
  log = writeLog,
}: {
  /** The function's name, which is its path too. */
  name: string;
  schema: S;
  webOrigins: readonly string[];
  verifyUser: VerifyUser;
  answer: (userId: string, request: v.InferOutput<S>, asked: Asked) => Promise<unknown>;
  /** What the log tells about a request. */
  describe: (request: v.InferOutput<S>) => Record<string, unknown>;
  log?: WriteLog;
}): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method === "OPTIONS") return preflight(request, webOrigins);
    const line: LogLine = {
      level: "info",
      message: `${name} answered`,
      function: name,
      requestId: crypto.randomUUID(),
    };
    const response = await respond(request, line);
    log(line);
    for (const [header, value] of Object.entries(corsHeaders(request, webOrigins))) {
      response.headers.set(header, value);
    }
    return response;
  };

  async function respond(request: Request, line: LogLine): Promise<Response> {
    try {
      if (!new RegExp(`^/${name}/?$`).test(new URL(request.url).pathname)) {
        throw new Failure("E-PATH");
      }
      if (request.method !== "POST") throw new Failure("E-METHOD");
      const userId = await verifyUser(request);
      line["userId"] = userId;
      const fields = parseFields(schema, await readFields(request));
      Object.assign(line, describe(fields));
      const { requestId } = line;
      const origin = allowedOrigin(request, webOrigins);
      return jsonAnswer(await answer(userId, fields, { origin, requestId }));
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("E-INTERNAL", {}, error);
      line.level = failure.code === "E-INTERNAL" ? "error" : line.level;
      line.message = `${name} refused`;
      line["code"] = failure.code;
      Object.assign(line, failure.detail);
      if (failure.cause !== undefined) line["cause"] = describeError(failure.cause);
      return errorAnswer(failure.code, {
        ...failure.detail,
        ...(failure.code === "E-INTERNAL" ? { requestId: line.requestId } : {}),
      });
    }
  }
}

/** JSON or a form, whatever the content type says. */
async function readFields(request: Request): Promise<unknown> {
  switch (contentType(request)) {
    case "application/json":
      return await readJson(request);
    case "application/x-www-form-urlencoded": {
      const form = await readForm(request);
      return Object.fromEntries(form.keys().map((name) => [name, single(form, name)]));
    }
    default:
      throw new Failure("E-TYPE");
  }
}

function parseFields<S extends v.GenericSchema>(schema: S, fields: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, fields);
  if (parsed.success) return parsed.output;
  const names = parsed.issues.map((issue) => v.getDotPath(issue)).filter((path) => path !== null);
  throw new Failure("E-BODY", { fields: [...new Set(names)] });
}
