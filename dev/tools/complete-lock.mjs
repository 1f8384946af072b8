// Completes package-lock.json with the optional dependencies that npm left out, and with hashes.
//
// A registry mirror may lack the binaries that a package publishes for other platforms. `npm install` then leaves
// them out of the lock file without a word, and the next `npm ci` refuses it ("Missing ... from lock file"), there
// and everywhere else. Each missing one gets an entry of its version and platform, a stub: no address, so that npm
// looks it up only where the platform fits, and no hash unless the registry tells it. Nothing else may lack a hash.
//
//   node dev/tools/complete-lock.mjs            writes package-lock.json, asks the registry for the stubs' hashes
//   node dev/tools/complete-lock.mjs --check    exits 1 and names what is missing, without a network
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

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
      if (resolve(lock.packages, key, name) !== null) continue;
      missing[`node_modules/${name}`] = stub(name, range, entry);
    }
  }
  return missing;
}

/**
 * The entries without a hash that are no stubs: npm would install whatever the registry sends for them.
 * @param {{packages: Record<string, any>}} lock
 * @returns {string[]} their keys in `packages`
 */
export function withoutHash(lock) {
  const stubs = stubsOf(lock);
  return Object.entries(lock.packages)
    .filter(([key, entry]) =>
      key !== "" && !entry.link && !/^sha512-[\w+/]{86}==$/.test(entry.integrity)
    )
    .filter(([key, entry]) => !(stubs.get(key) ?? []).some((one) => isDeepStrictEqual(one, entry)))
    .map(([key]) => key);
}

/**
 * Gives each stub its hash where the registry tells one.
 * @param {{packages: Record<string, any>}} lock is changed
 * @param {(spec: string) => string | null} ask the hash of `name@version`, or null
 * @returns {string[]} what is left without a hash
 */
export function fillHashes(lock, ask) {
  const left = [];
  for (const key of stubsOf(lock).keys()) {
    const entry = lock.packages[key];
    if (entry.integrity) continue;
    const spec = `${nameOf(key)}@${entry.version}`;
    const integrity = ask(spec);
    if (integrity === null) left.push(spec);
    else entry.integrity = integrity;
  }
  return left;
}

/** What would stand as a stub for each optional dependency: by the key that it resolves to, one for each dependent. */
function stubsOf(lock) {
  const stubs = new Map();
  for (const [key, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = resolve(lock.packages, key, name);
      const one = stub(name, range, entry);
      // Without a platform it would be installed everywhere, and so its hash can be had.
      if (found !== null && one.os !== undefined) {
        stubs.set(found, [...(stubs.get(found) ?? []), one]);
      }
    }
  }
  return stubs;
}

const nameOf = (key) => key.replace(/^.*node_modules\//, "");

function resolve(packages, from, name) {
  for (let at = from;; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    const key = `${at}${at ? "/" : ""}node_modules/${name}`;
    if (packages[key]) return key;
    if (at === "") return null;
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
    const open = withoutHash(lock);
    for (const name of open) console.error(`package-lock.json: no hash for ${name}`);
    if (open.length > 0) console.error("Take the entry out and run: npm install");
    process.exit(names.length + open.length > 0 ? 1 : 0);
  }
  const packages = { ...lock.packages, ...missing };
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  const left = fillHashes(lock, hashOf);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    names.length === 0
      ? "package-lock.json is complete"
      : `Added ${names.length}: ${names.join(", ")}`,
  );
  if (left.length > 0) console.log(`The registry has no hash for ${left.join(", ")}`);
}

/** What the registry of this machine says of one package version; null when it does not have it. */
function hashOf(spec) {
  try {
    return execFileSync("npm", ["view", spec, "dist.integrity"], {
      encoding: "utf8",
      stdio: "pipe",
    })
      .trim() || null;
  } catch {
    return null;
  }
}
