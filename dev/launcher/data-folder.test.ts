import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeTestFolder } from "../stack/test-folder.ts";
import { freeBytes, isFull, openDataFolder, roomProblem } from "./data-folder.ts";

const folder = makeTestFolder("data-folder-");
after(folder.remove);

test("a missing folder is made", () => {
  openDataFolder(join(folder.path, "a/b"));
  assert.ok(existsSync(join(folder.path, "a/b")));
});

test("a folder that cannot be written to is named, with what to do", () => {
  writeFileSync(join(folder.path, "file"), "");
  assert.throws(() => openDataFolder(join(folder.path, "file/data")), {
    code: "E-FOLDER",
    message: /can't write to .*file\/data \(ENOTDIR\): make that folder yours.*SOFTPHONE_DATA_DIR/,
  });
});

test("the first start wants more room than a later one", () => {
  const mega = 1_000_000;
  const dataDir = join(folder.path, "room");
  assert.match(
    roomProblem(dataDir, 399 * mega)?.message ?? "",
    /^The disk that holds .*room has 399 MB left, and a start needs 400 MB: free some space/,
  );
  assert.equal(roomProblem(dataDir, 400 * mega), null);
  mkdirSync(join(dataDir, "stack"), { recursive: true });
  assert.equal(roomProblem(dataDir, 100 * mega), null);
  assert.equal(roomProblem(dataDir, 99 * mega)?.code, "E-DISK");
});

test("room is measured where the folder will be", () => {
  assert.equal(freeBytes(join(folder.path, "not/yet/there")) > 0, true);
});

test("a full disk is told from other errors, in our words and in a program's", () => {
  for (
    const words of [
      "ENOSPC: no space left on device, write",
      "initdb: error: could not write to file: No space left on device",
    ]
  ) assert.ok(isFull(new Error(words)), words);
  assert.ok(!isFull(new Error("connection refused")));
});
