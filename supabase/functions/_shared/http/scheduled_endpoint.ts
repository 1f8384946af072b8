import * as v from "valibot";
import { Failure } from "../domain/failure.ts";
import { errorAnswer } from "./answer.ts";
import { readJson } from "./body.ts";
import { describeError, type LogLine, type WriteLog, writeLog } from "./log.ts";

const header = "x-softphone-secret";

/**
 * A function that a job of the database calls, with a secret that the database made and compares.
 * @param path the public path, such as `/health/scheduled`
 */
export function scheduledEndpoint<S extends v.GenericSchema>(
  { name, path, schema, work, log = writeLog }: {
    name: string;
    path: string;
    schema: S;
    work: (secret: string, request: v.InferOutput<S>) => Promise<unknown>;
    log?: WriteLog;
  },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const line: LogLine = {
      level: "info",
      message: `${name} ran on schedule`,
      function: name,
      requestId: crypto.randomUUID(),
    };
    try {
      if (new URL(request.url).pathname !== path) throw new Failure("E-PATH");
      if (request.method !== "POST") throw new Failure("E-METHOD");
      const secret = request.headers.get(header);
      if (!secret) throw new Failure("E-SECRET");
      const fields = v.safeParse(schema, await readJson(request));
      if (!fields.success) throw new Failure("E-BODY");
      await work(secret, fields.output);
      return new Response(null, { status: 204 });
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("E-INTERNAL", {}, error);
      line.level = failure.code === "E-INTERNAL" ? "error" : "info";
      line.message = `${name} refused its schedule`;
      line["code"] = failure.code;
      if (failure.cause !== undefined) line["cause"] = describeError(failure.cause);
      return errorAnswer(failure.code);
    } finally {
      log(line);
    }
  };
}
