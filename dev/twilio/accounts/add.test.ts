import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { manualClock } from "../clock.ts";
import { createAccounts } from "./accounts.ts";
import { accountConfig } from "./config.ts";

test("an account can be added while the simulator runs", () => {
  const accounts = createAccounts({ configs: [], clock: manualClock() });
  const sid = `AC${"3".repeat(32)}`;
  const number = "+15005550103";
  const authToken = "t".repeat(32);
  accounts.add(v.parse(accountConfig, { sid, authToken, numbers: [{ phoneNumber: number }] }));
  assert.equal(accounts.get(sid)?.type, "Full");
  assert.equal(accounts.byNumber(number)?.account.sid, sid);
});
