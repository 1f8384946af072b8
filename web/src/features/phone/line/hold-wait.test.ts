import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Talk } from "../../../phone/talk.ts";
import { asked, caller, callWith, colleague, held, me, mine, priya, together } from "./fixtures.ts";
import { besideSince, remindersBy, waitingSince } from "./hold-wait.ts";
import { lineUpOf } from "./line-up.ts";

const heldAt = Date.parse(held(caller).held_since ?? "");
const since = (talk: Talk, elsewhere?: "tab" | "browser") =>
  waitingSince(callWith(talk, elsewhere && { elsewhere }), lineUpOf(talk, me));

describe("who is to be reminded", () => {
  it("is whoever lets somebody wait, from the one on who waits longest", () => {
    assert.equal(since(together(held(caller))), heldAt);
    assert.equal(since(together(held(caller), asked(colleague, "consult"))), heldAt);
    const later = { ...colleague, held_since: new Date(heldAt + 5_000).toISOString() };
    assert.equal(since(together(later, held(caller))), heldAt);
    assert.equal(since(together(caller)), null);
    assert.equal(waitingSince(null, lineUpOf(together(held(caller)), me)), null);
  });

  it("is not who was asked about the call, and not who waits as well", () => {
    const target = asked(mine, "consult", priya);
    assert.equal(since({ ...together(), legs: [held(caller), colleague, target] }), null);
    assert.equal(since({ ...together(), legs: [held(caller), colleague, held(mine)] }), null);
  });

  it("is nobody on another page, and nobody while the line is down", () => {
    assert.equal(since(together(held(caller)), "tab"), null);
    assert.equal(since({ ...together(held(caller)), reconnectingSince: 5 }), null);
  });
});

it("counts a call beside the running one from its hold on", () => {
  assert.equal(besideSince(callWith(together(held(caller))), me), heldAt);
  const plain = callWith(together(caller));
  assert.equal(besideSince(plain, me), plain.since);
});

it("is time for one after each whole minute", () => {
  const count = (seconds: number) => remindersBy(heldAt + seconds * 1000, heldAt);
  assert.deepEqual([-1, 0, 59.9, 60, 119, 120, 601].map(count), [0, 0, 0, 1, 1, 2, 10]);
});
