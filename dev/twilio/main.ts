// The simulator as a process: a part of the local stack (configured by SOFTPHONE_PART, talking over IPC), or alone
// from a terminal (`--help` says how).

import * as v from "valibot";
import { HELP, readCommandLine, type StartConfig, startConfig } from "./command-line.ts";
import { lineLog } from "./log.ts";
import { startTwilio } from "./server.ts";

/** Whom a simulator serves that was told nothing: fixed, so that scripts can name it; worth nothing elsewhere. */
const DEMO_ACCOUNT = {
  sid: "AC00000000000000000000000000000001",
  authToken: "00000000000000000000000000000001",
  friendlyName: "Demo",
  applications: [{ sid: "AP00000000000000000000000000000001", friendlyName: "Demo" }],
  numbers: [{
    phoneNumber: "+15005550100",
    voiceApplicationSid: "AP00000000000000000000000000000001",
  }],
};

const log = lineLog((line) => void process.stdout.write(`${line}\n`));

/** Null when help was asked for. */
function readConfig(): StartConfig | null {
  const part = process.env["SOFTPHONE_PART"];
  if (part !== undefined) return v.parse(startConfig, JSON.parse(part));
  // npm starts a script in the package's folder and names here the one where the person is.
  return readCommandLine(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
}

/** Tells the launcher; from a terminal there is none. */
function tell(message: { type: string; url?: string; code?: string; message?: string }): void {
  process.send?.(message);
}

function fail(code: string, message: string): void {
  tell({ type: "failed", code, message });
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
  process.disconnect?.();
}

async function main(): Promise<void> {
  const config = readConfig();
  if (config === null) return void process.stdout.write(HELP);
  const accounts = config.accounts ?? [DEMO_ACCOUNT];
  const simulator = await startTwilio({ ...config, accounts, log });
  tell({ type: "ready", url: simulator.url });
  log("twilio simulator ready", { url: simulator.url });
  if (config.accounts === undefined) {
    log("demo account", {
      sid: DEMO_ACCOUNT.sid,
      number: DEMO_ACCOUNT.numbers[0]?.phoneNumber ?? "",
    });
  }
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void simulator.close()
      .catch((error: unknown) => log("stopped", { message: String(error) }))
      .finally(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
}

main().catch((error: unknown) => {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return fail("E-PORT", "Cannot start the Twilio simulator: its port is taken");
  }
  const reason = error instanceof Error ? error.message : String(error);
  fail("E-TWILIO", `Cannot start the Twilio simulator: ${reason}`);
});
