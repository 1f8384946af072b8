// What a simulator that is started alone is told: `npm run twilio -- --port 54330 --config accounts.json`.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { accountConfigs } from "./accounts/config.ts";

export const startConfig = v.strictObject({
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 54_330),
  host: v.optional(v.string()),
  stateFile: v.optional(v.string()),
  accounts: v.optional(accountConfigs),
  /** For tests: it costs about a second at the first request of the API. */
  validate: v.optional(v.boolean(), false),
});
export type StartConfig = v.InferOutput<typeof startConfig>;

export const HELP = `A Twilio on one machine.

  --port    where it listens (default 54330; 0 for any free port)
  --host    default 127.0.0.1; /_control answers this machine only, whatever the host
  --config  a JSON file: {port, host, stateFile, accounts: [...]}; other options win
  --state   a file that keeps keys, applications and numbers; recordings are kept beside it
  --help    this

Without --config it serves one demo account. dev/twilio/README.md says the rest.
`;

/**
 * @param args as a person gave them
 * @param folder what relative paths are relative to
 * @returns null when help was asked for
 * @throws {Error} a sentence for the terminal
 */
export function readCommandLine(args: string[], folder: string): StartConfig | null {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      host: { type: "string" },
      config: { type: "string" },
      state: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return null;
  const said = {
    ...(values.config === undefined ? {} : readFile(resolve(folder, values.config))),
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.state === undefined ? {} : { stateFile: resolve(folder, values.state) }),
  };
  const parsed = v.safeParse(startConfig, said);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the configuration"}: ${issue.message}`);
}

function readFile(path: string): Record<string, unknown> {
  try {
    return v.parse(v.record(v.string(), v.unknown()), JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read ${path}: ${reason}`, { cause: error });
  }
}
