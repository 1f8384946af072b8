// Completes package-lock.json with the optional dependencies that npm left out.
//
// A registry mirror may lack the binaries that a package publishes for other platforms. `npm install` then leaves
// them out of the lock file without a word, and the next `npm ci` refuses it ("Missing ... from lock file"), there
// and everywhere else. Each missing one gets an entry of its version and platform, without an address or a hash, so
// that npm looks it up only where the platform fits.
//
//   node dev/tools/complete-lock.mjs            writes package-lock.json
//   node dev/tools/complete-lock.mjs --check    exits 1 and names what is missing
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Platform words as they stand in package names, with npm's own `os` and `cpu` values. */
const OS = {
  linux: "linux",
  darwin: "darwin",
  macos: "darwin",
  win32: "win32",
  windows: "win32",
  win: "win32",
  android: "android",
  freebsd: "freebsd",
  openbsd: "openbsd",
  netbsd: "netbsd",
  sunos: "sunos",
  aix: "aix",
  wasm32: undefined,
};
const CPU = {
  x64: "x64",
  arm64: "arm64",
  ia32: "ia32",
  arm: "arm",
  armv7: "arm",
  ppc64: "ppc64",
  ppc64le: "ppc64",
  s390x: "s390x",
  riscv64: "riscv64",
  loong64: "loong64",
  x86: "ia32",
  amd64: "x64",
};

/**
 * The entries that a lock file lacks.
 * @param {{packages: Record<string, any>}} lock a parsed package-lock.json, version 3
 * @returns {Record<string, object>} missing entries by their key in `packages`
 */
export function missingEntries(lock) {
  const missing = {};
  for (const [key, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolves(lock.packages, key, name)) continue;
      missing[`node_modules/${name}`] = stub(name, range, entry);
    }
  }
  return missing;
}

function resolves(packages, from, name) {
  for (let at = from;; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (packages[`${at}${at ? "/" : ""}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

function stub(name, range, parent) {
  const words = name.split(/[/_-]/);
  const os = words.map((word) => OS[word]).find(Boolean);
  const cpu = words.map((word) => CPU[word]).find(Boolean);
  const version = String(range).replace(/^[\^~=v]+/, "");
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(import.meta.dirname, "..", "..", "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  const missing = missingEntries(lock);
  const names = Object.keys(missing);
  if (process.argv.includes("--check")) {
    for (const name of names) console.error(`package-lock.json: no entry for ${name}`);
    if (names.length > 0) console.error("Run: node dev/tools/complete-lock.mjs");
    process.exit(names.length > 0 ? 1 : 0);
  }
  const packages = { ...lock.packages, ...missing };
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    names.length === 0
      ? "package-lock.json is complete"
      : `Added ${names.length}: ${names.join(", ")}`,
  );
}
