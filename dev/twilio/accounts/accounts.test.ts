import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as v from "valibot";
import { manualClock } from "../clock.ts";
import { createAccounts } from "./accounts.ts";
import { accountConfig } from "./config.ts";

const sid = `AC${"1".repeat(32)}`;
const appSid = `AP${"2".repeat(32)}`;
const configs = [{
  sid,
  authToken: "t".repeat(32),
  applications: [{ sid: appSid, friendlyName: "App", voiceUrl: "http://localhost/voice" }],
  numbers: [{ phoneNumber: "+15005550100", voiceApplicationSid: appSid }],
}];

function inFolder(body: (file: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "accounts-"));
  try {
    body(join(folder, "state.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a key survives a restart, the configuration wins over what was kept", () =>
  inFolder((stateFile) => {
    const clock = manualClock();
    const before = createAccounts({ configs, clock, stateFile });
    const account = before.get(sid);
    assert.ok(account);
    const key = { sid: "SK1", secret: "s3cret", friendlyName: "k", createdAt: 1, updatedAt: 1 };
    account.keys.set(key.sid, key);
    const app = account.applications.get(appSid);
    assert.ok(app);
    app.voiceUrl = "http://localhost/changed";
    before.save();

    const after = createAccounts({ configs, clock, stateFile });
    assert.equal(after.keySecret(sid, "SK1"), "s3cret");
    assert.equal(after.application(sid, appSid)?.voiceUrl, "http://localhost/voice");
    assert.equal(
      after.byNumber("+15005550100")?.number.sid,
      before.byNumber("+15005550100")?.number.sid,
    );
    assert.equal(after.get(sid)?.numbers.size, 1);
    assert.equal(statSync(stateFile).mode & 0o077, 0);
  }));

test("a number keeps its SID without a state file too", () => {
  const [one, two] = [1, 2].map(() => createAccounts({ configs, clock: manualClock() }));
  const number = one?.byNumber("+15005550100")?.number;
  assert.match(number?.sid ?? "", /^PN[0-9a-f]{32}$/);
  assert.equal(number?.sid, two?.byNumber("+15005550100")?.number.sid);
});

test("a damaged state file is named, a wrong configuration refused", () =>
  inFolder((stateFile) => {
    writeFileSync(stateFile, "{");
    assert.throws(
      () => createAccounts({ configs, clock: manualClock(), stateFile }),
      /state\.json/,
    );
    const wrong = [{ sid: "AC1", authToken: "t".repeat(32) }];
    assert.throws(() => createAccounts({ configs: wrong, clock: manualClock() }), /not a SID/);
  }));

test("an account can be added while the simulator runs", () => {
  const accounts = createAccounts({ configs, clock: manualClock() });
  const later = `AC${"3".repeat(32)}`;
  accounts.add(v.parse(accountConfig, {
    sid: later,
    authToken: "t".repeat(32),
    numbers: [{ phoneNumber: "+15005550103" }],
  }));
  assert.equal(accounts.get(later)?.type, "Full");
  assert.equal(accounts.byNumber("+15005550103")?.account.sid, later);
});
