import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as v from "valibot";
import { manualClock } from "../clock.ts";
import { createAccounts } from "./accounts.ts";
import { accountConfig } from "./config.ts";

const sid = `AC${"3".repeat(32)}`;
const number = "+15005550103";
const authToken = "t".repeat(32);
const added = v.parse(accountConfig, { sid, authToken, numbers: [{ phoneNumber: number }] });

test("an account can be added while the simulator runs", () => {
  const accounts = createAccounts({ configs: [], clock: manualClock() });
  accounts.add(added);
  assert.equal(accounts.get(sid)?.type, "Full");
  assert.equal(accounts.byNumber(number)?.account.sid, sid);
});

test("an added account is there again after a restart, where a state file is kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "twilio-added-"));
  try {
    const options = { configs: [], clock: manualClock(), stateFile: join(folder, "state.json") };
    createAccounts(options).add(added);
    assert.equal(createAccounts(options).get(sid)?.authToken, authToken);
    assert.equal(createAccounts(options).byNumber(number)?.account.sid, sid);
    // The configuration's word counts where both name it.
    const configs = [{ sid, authToken: "c".repeat(32) }];
    assert.equal(createAccounts({ ...options, configs }).get(sid)?.authToken, "c".repeat(32));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
