import assert from "node:assert/strict";
import { test } from "node:test";
import { missingEntries } from "./complete-lock.mjs";

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
