import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { manualClock } from "../clock.ts";
import { createAccounts } from "./accounts.ts";
import { alertingLog } from "./alerts.ts";
import { profileOf, setProfile } from "./profile.ts";

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

test("what the API made survives a restart: caller ids, addresses, permissions, and a profile that no configuration names", () =>
  inFolder((stateFile) => {
    const clock = manualClock();
    const before = createAccounts({ configs, clock, stateFile });
    const account = before.get(sid);
    assert.ok(account);
    assert.equal(profileOf(account), "business");
    setProfile(account, "individual", clock.now());
    const times = { createdAt: 1, updatedAt: 1 };
    const one = { sid: "PN1", phoneNumber: "+12025550177", friendlyName: "m", ...times };
    account.callerIds.set(one.sid, one);
    account.geo.set("GB", { lowRisk: false, highRiskSpecial: false, highRiskTollfraud: false });
    before.save();

    const kept = createAccounts({ configs, clock, stateFile });
    const again = kept.get(sid);
    assert.ok(again);
    assert.deepEqual([profileOf(again), again.geo.get("GB")?.lowRisk], ["individual", false]);
    assert.equal(kept.mayShow(again, "+12025550177"), true);
    assert.equal(kept.mayShow(again, "+12025550178"), false);
    const told = createAccounts({
      configs: configs.map((config) => ({ ...config, profile: "none" as const })),
      clock,
      stateFile,
    }).get(sid);
    assert.equal(told?.profiles.size, 0);
  }));

test("an account on trial has no profile unless it is given one", () => {
  const trial = configs.map((config) => ({ ...config, type: "Trial" as const }));
  const account = createAccounts({ configs: trial, clock: manualClock() }).get(sid);
  assert.ok(account);
  assert.equal(profileOf(account), "none");
  setProfile(account, "in-review", 0);
  assert.equal(profileOf(account), "in-review");
});

test("an event with one of Twilio's codes is an alert of its call's account, and only the newest are kept", () => {
  const account = createAccounts({ configs, clock: manualClock() }).get(sid);
  assert.ok(account);
  const lines: string[] = [];
  const log = alertingLog((event) => lines.push(event), {
    clock: manualClock(),
    newSid: (prefix) => `${prefix}1`,
    accountOf: (about) => about === "CA1" ? account : null,
  });
  log("twiml warning", { call: "CA1", code: 13214, message: "caller id" });
  log("twiml error", { call: "CA2", code: 12100 });
  log("webhook failed", { call: "CA1" });
  assert.deepEqual(
    account.alerts.map(({ errorCode, logLevel, text }) => [errorCode, logLevel, text]),
    [["13214", "warning", "caller id"]],
  );
  assert.equal(lines.length, 3);
  for (let n = 0; n < 1000; n++) log("twiml error", { call: "CA1", code: n });
  assert.deepEqual([account.alerts.length, account.alerts.at(-1)?.errorCode], [1000, "999"]);
});
