import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { withoutSqlite } from "./softoken.ts";
import { readTar } from "./tar.ts";

test("softoken wants SQLite as the package brings it, and does not afterwards", () => {
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const archive = readFileSync(join(dirname(entry), "../bin/al2023.tar.br"));
  const library = readTar(brotliDecompressSync(archive))
    .find(({ path }) => path.endsWith("libsoftokn3.so"))?.bytes ?? assert.fail("no softoken");
  const freed = withoutSqlite(library);
  assert.equal(freed.length, library.length);
  assert.notDeepEqual(freed, library);
  // What is named nowhere any more is wanted no more: a second time there is nothing to free.
  assert.throws(() => withoutSqlite(freed), /does not look as expected/);
});

test("another file is refused", () => {
  assert.throws(() => withoutSqlite(Buffer.alloc(128)), /no dynamic symbols/);
});
