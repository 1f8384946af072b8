import assert from "node:assert/strict";
import { test } from "node:test";
import { disagreements, unnamedScripts } from "./versions.ts";

test("equal exact versions agree", () => {
  assert.deepEqual(disagreements({ valibot: "1.5.0" }, { valibot: "npm:valibot@1.5.0" }), []);
});

test("a range in package.json is named", () => {
  assert.equal(disagreements({ valibot: "^1.5.0" }, {}).length, 1);
});

test("another version in deno.json is named, scoped packages and sub-paths included", () => {
  const found = disagreements({ "@a/b": "1.0.0", twilio: "6.2.0" }, {
    "@a/b": "npm:@a/b@1.0.1",
    "twilio/jwt": "npm:twilio@6.1.0/lib/jwt/AccessToken.js",
  });
  assert.equal(found.length, 2);
});

test("a package with an install script must be named, and only such a one", () => {
  const packages = {
    "node_modules/a/node_modules/@s/b": { hasInstallScript: true },
    "node_modules/c": {},
  };
  assert.deepEqual(unnamedScripts(packages, { "@s/b": false }), []);
  assert.match(unnamedScripts(packages, {}).join(), /lacks @s\/b/);
  assert.match(unnamedScripts(packages, { "@s/b": false, c: false }).join(), /names c,/);
});
