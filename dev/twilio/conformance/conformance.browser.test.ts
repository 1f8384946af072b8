// The suite against the simulator: what it assumes is what it does.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openBrowser } from "../../test/browser.ts";
import { CASES } from "./cases.ts";
import { startLocalTarget } from "./local-target.ts";
import { openStage, type Stage } from "./stage.ts";
import { runCases } from "./suite.ts";

for (const type of ["Full", "Trial"] as const) {
  describe(`a ${type.toLowerCase()} account of the simulator`, { timeout: 150_000 }, () => {
    let stage: Stage;
    let local: Awaited<ReturnType<typeof startLocalTarget>>;
    before(async () => {
      local = await startLocalTarget(type);
      stage = await openStage(local.target, openBrowser);
    });
    after(async () => {
      await stage.close();
      await local.close();
    });
    // What only a trial account shows is all that is asked of one.
    for (const one of CASES.filter((each) => (each.unable !== undefined) === (type === "Trial"))) {
      it(`assumed: ${one.asks}: ${one.assumed}`, { timeout: 30_000 }, async () => {
        const [finding] = await runCases(stage, [one]);
        assert.equal(finding?.seen, one.assumed);
        assert.doesNotMatch(finding?.note ?? "", /signature/);
      });
    }
  });
}
