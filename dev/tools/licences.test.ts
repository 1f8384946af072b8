import assert from "node:assert/strict";
import { test } from "node:test";
import { licencesPage, shippedLicences, unwelcome } from "./licences.ts";

const lock = JSON.stringify({
  packages: {
    "": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", license: "ISC" },
    "node_modules/@s/a": { version: "1.0.0", license: "MIT" },
    "node_modules/b/node_modules/@s/a": { version: "1.0.0", license: "MIT" },
    "node_modules/tool": { version: "1.0.0", license: "GPL-3.0", dev: true },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
  },
});

test("what is shipped is listed once, by name; tools and other platforms' packages are not", () => {
  assert.deepEqual(shippedLicences(lock), [
    { name: "@s/a", version: "1.0.0", licence: "MIT" },
    { name: "b", version: "2.0.0", licence: "ISC" },
  ]);
  assert.match(licencesPage(shippedLicences(lock)), /\| b \| 2.0.0 \| ISC \|\n$/);
});

test("an unknown licence is unwelcome, a choice with a known one is not", () => {
  const of = (licence: string) => unwelcome([{ name: "x", version: "1.0.0", licence }]).length;
  assert.equal(of("GPL-3.0"), 1);
  assert.equal(of("unknown"), 1);
  assert.equal(of("(GPL-3.0 OR MIT)"), 0);
  assert.equal(of("MIT AND GPL-3.0"), 1);
});
