import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makePlace, placeOf, serverIdentity } from "./place.ts";

test("a folder that the server's user can enter is used as it is", () => {
  const open = mkdtempSync(join(tmpdir(), "open-"));
  chmodSync(open, 0o755);
  assert.equal(placeOf(join(open, ".local/stack")), join(open, ".local/stack"));
  rmSync(open, { recursive: true });
});

test("below a closed home root's server goes to a folder of the path's own", () => {
  const closed = mkdtempSync(join(tmpdir(), "closed-"));
  const wanted = join(closed, ".local/stack");
  const place = placeOf(wanted);
  if (serverIdentity() === undefined) assert.equal(place, wanted);
  else assert.match(place, /^\/var\/tmp\/softphone-[0-9a-f]{16}$/);
  assert.equal(placeOf(wanted), place);
  rmSync(closed, { recursive: true });
});

test("a link that somebody laid there is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "link-"));
  symlinkSync(tmpdir(), join(folder, "place"));
  assert.throws(() => makePlace(join(folder, "place")), /not a folder of this user's/);
  rmSync(folder, { recursive: true });
});
