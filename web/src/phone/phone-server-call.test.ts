import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestPhone } from "./test-phone.ts";
import { me, row, ticket } from "./fixtures.ts";

describe("a call that the server makes for the person", () => {
  const mine = () => row({ mode: "server", created_at: new Date(1_000_000).toISOString() });

  it("is answered by itself when the ticket is one of the person's own fresh calls", async () => {
    const phone = openTestPhone();
    await phone.goOnline();
    phone.rows = [mine()];
    const voice = phone.ring({ parameters: { Ticket: ticket } });
    await phone.settle();
    assert.equal(voice.accepted, true);
    assert.equal(phone.ringing, false);
    assert.equal(phone.state().call?.number, "+442079460142");
    assert.equal(phone.state().call?.phase, "dialing");
  });

  const strangers = [
    ["nobody's", []],
    ["another agent's", [{ ...mine(), agent_id: me + 1 }]],
    ["of a call that the browser makes", [{ ...mine(), mode: "browser" as const }]],
    ["over", [{ ...mine(), status: "failed" as const }]],
    ["old", [{ ...mine(), created_at: new Date(1_000_000 - 200_000).toISOString() }]],
  ] as const;
  for (const [which, rows] of strangers) {
    it(`is refused when the ticket is ${which}`, async () => {
      const phone = openTestPhone();
      await phone.goOnline();
      phone.rows = [...rows];
      const voice = phone.ring({ parameters: { Ticket: ticket } });
      await phone.settle();
      assert.equal(voice.accepted, false);
      assert.equal(voice.rejected, true);
      assert.equal(phone.state().call, null);
    });
  }
});
