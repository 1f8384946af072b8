import assert from "node:assert/strict";
import { test } from "node:test";
import { fillHashes, missingEntries, withoutHash } from "./complete-lock.mjs";

const lock = {
  packages: {
    "node_modules/deno": {
      dev: true,
      optionalDependencies: { "@deno/linux-x64-glibc": "2.1.4", "@deno/win32-x64": "2.1.4" },
    },
    "node_modules/@deno/linux-x64-glibc": { version: "2.1.4" },
  },
};

test("an optional dependency without an entry gets one with its platform", () => {
  assert.deepEqual(missingEntries(lock), {
    "node_modules/@deno/win32-x64": {
      version: "2.1.4",
      cpu: ["x64"],
      dev: true,
      optional: true,
      os: ["win32"],
    },
  });
});

test("an entry nested in its parent counts", () => {
  const nested = {
    packages: {
      ...lock.packages,
      "node_modules/deno/node_modules/@deno/win32-x64": { version: "2.1.4" },
    },
  };
  assert.deepEqual(missingEntries(nested), {});
});

const hash = `sha512-${"a".repeat(86)}==`;
const deno = { ...lock.packages["node_modules/deno"], version: "2.1.4", integrity: hash };
const linux = { version: "2.1.4", integrity: hash };
const stub: object = { version: "2.1.4", cpu: ["x64"], dev: true, optional: true, os: ["win32"] };
const locked = (more: Record<string, object> = {}) => ({
  packages: {
    "": {},
    "node_modules/deno": deno,
    "node_modules/@deno/linux-x64-glibc": linux,
    "node_modules/@deno/win32-x64": { ...stub },
    ...more,
  },
});

test("only another platform's stub may lack a hash", () => {
  assert.deepEqual(withoutHash(locked()), []);
  const lacking: Record<string, object>[] = [
    { "node_modules/other": { version: "1.0.0" } },
    { "node_modules/other": { version: "1.0.0", optional: true, os: ["win32"] } },
    { "node_modules/other": { version: "1.0.0", integrity: "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=" } },
    { "node_modules/@deno/win32-x64": { ...stub, version: "2.1.5" } },
    { "node_modules/@deno/win32-x64": { ...stub, resolved: "https://evil.example/x.tgz" } },
    { "node_modules/@deno/win32-x64": { ...stub, os: undefined } },
    { "node_modules/a/node_modules/deno": { version: "2.1.4" } },
  ];
  for (const more of lacking) assert.deepEqual(withoutHash(locked(more)), Object.keys(more));
});

test("a stub gets the hash that the registry tells, and what has none is named", () => {
  const told = locked();
  assert.deepEqual(fillHashes(told, (spec) => spec === "@deno/win32-x64@2.1.4" ? hash : null), []);
  assert.deepEqual(told.packages["node_modules/@deno/win32-x64"], { ...stub, integrity: hash });
  assert.deepEqual(withoutHash(told), []);
  const unknown = locked();
  assert.deepEqual(fillHashes(unknown, () => null), ["@deno/win32-x64@2.1.4"]);
  assert.deepEqual(unknown, locked());
});
