import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildWeb } from "./web-build.ts";

const root = mkdtempSync(join(tmpdir(), "web-build-"));
const built = () => {
  const assets = join(root, "dist/web/assets");
  return readdirSync(assets).map((name) => readFileSync(join(assets, name), "utf8")).join("");
};

before(() => {
  mkdirSync(join(root, "web/src"), { recursive: true });
  writeFileSync(join(root, "web/vite.config.ts"), `export default { root: import.meta.dirname };`);
  const page = `<!doctype html><script type="module" src="/src/main.ts"></script>`;
  writeFileSync(join(root, "web/index.html"), page);
  writeFileSync(join(root, "web/src/main.ts"), `console.log("one");`);
});
after(() => rmSync(root, { recursive: true, force: true }));

test("it builds at first, not again without a change, and again after one", async () => {
  assert.equal(await buildWeb(root), true);
  assert.match(built(), /one/);
  assert.equal(await buildWeb(root), false);
  writeFileSync(join(root, "web/src/main.test.ts"), `a test is no source`);
  assert.equal(await buildWeb(root), false);
  writeFileSync(join(root, "web/src/main.ts"), `console.log("two");`);
  assert.equal(await buildWeb(root), true);
  assert.match(built(), /two/);
});

test("sources that do not build leave the last build and no draft", async () => {
  writeFileSync(join(root, "web/src/main.ts"), `import "./missing.ts";`);
  await assert.rejects(buildWeb(root), /missing/);
  assert.match(built(), /two/);
  assert.deepEqual(readdirSync(join(root, "dist")).sort(), ["web", "web.sha256"]);
  writeFileSync(join(root, "web/src/main.ts"), `console.log("two");`);
  assert.equal(await buildWeb(root), false);
  assert.ok(existsSync(join(root, "dist/web/index.html")));
});

// Root writes whatever the mode says.
const skip = process.getuid?.() === 0 && "root may write everywhere";
test("a read-only folder is named, unless its build is the newest", { skip }, async () => {
  chmodSync(root, 0o555);
  assert.equal(await buildWeb(root), false);
  chmodSync(root, 0o755);
  writeFileSync(join(root, "web/src/main.ts"), `console.log("three");`);
  chmodSync(root, 0o555);
  await assert.rejects(buildWeb(root), /cannot be written to.*run npm start in a copy/);
  chmodSync(root, 0o755);
});
