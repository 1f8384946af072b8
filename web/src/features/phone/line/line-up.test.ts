import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newTalk } from "../../../phone/talk.ts";
import {
  asked,
  caller,
  colleague,
  held,
  me,
  mine,
  outside,
  priya,
  ringing,
  together,
} from "./fixtures.ts";
import { isOnHold, isShared, lineUpOf } from "./line-up.ts";

const kind = (talk: typeof newTalk) => lineUpOf(talk, me).kind;
const consulted = asked(colleague, "consult");

describe("how a call with several people is shown", () => {
  it("is a talk of two until the row says that it is a conference", () => {
    assert.equal(kind(newTalk), "talk");
    assert.equal(kind({ ...together(held(caller)), wiring: "upgrading" }), "talk");
    assert.equal(kind(together(caller)), "talk");
    assert.equal(kind(together()), "talk");
  });

  it("is on hold when everybody else hears music", () => {
    assert.equal(kind(together(held(caller))), "held");
    assert.equal(kind(together(held(caller), held(outside))), "held");
  });

  it("is a consultation from the ringing on, whoever of the two is talked to", () => {
    assert.equal(kind(together(held(caller), ringing(consulted))), "consult");
    assert.equal(kind(together(held(caller), consulted)), "consult");
    assert.equal(kind(together(caller, held(consulted))), "consult");
  });

  it("is none any more when all three hear each other, or the customer has gone", () => {
    assert.equal(kind(together(caller, consulted)), "together");
    assert.equal(kind(together(consulted)), "talk");
  });

  it("is another one's consultation to who is asked", () => {
    const target = { ...asked(mine, "consult", priya) };
    const seen = { ...together(), legs: [held(caller), colleague, target] };
    assert.equal(kind(seen), "apart");
    assert.equal(lineUpOf(seen, me).host?.id, colleague.id);
    const swapped = { ...seen, legs: [caller, colleague, held(target)] };
    assert.deepEqual([kind(swapped), lineUpOf(swapped, me).host?.id], ["parked", colleague.id]);
    const handedOver = { ...seen, legs: [caller, target] };
    assert.deepEqual([kind(handedOver), lineUpOf(handedOver, me).host], ["talk", null]);
    const joined = { ...seen, legs: [caller, colleague, target] };
    assert.deepEqual([kind(joined), lineUpOf(joined, me).host], ["together", null]);
  });

  it("is a conference from three on, also while one of four waits", () => {
    assert.equal(kind(together(caller, colleague)), "together");
    assert.equal(kind(together(caller, colleague, held(outside))), "together");
    assert.equal(kind(together(held(caller), colleague)), "apart");
  });

  it("stays a talk while somebody is being rung into it", () => {
    const adding = lineUpOf(together(caller, ringing(asked(colleague, "add"))), me);
    assert.deepEqual([adding.kind, adding.ringing.length], ["talk", 1]);
  });

  it("does not tell of whoever listens in", () => {
    assert.equal(kind(together(caller, { ...colleague, role: "supervisor" })), "talk");
  });

  it("takes a telephone that this person had called for somebody else", () => {
    assert.equal(lineUpOf(together(outside), me).talking[0]?.id, outside.id);
  });
});

it("a call is shared with more than one other person, held or not, but not with who is still rung", () => {
  const shared = (...others: Parameters<typeof together>) =>
    isShared(lineUpOf(together(...others), me));
  assert.equal(shared(caller), false);
  assert.equal(shared(caller, ringing(colleague)), false);
  assert.equal(shared(caller, colleague), true);
  assert.equal(shared(held(caller), colleague), true);
});

it("the key means Resume when everybody outside waits", () => {
  const onHold = (...others: Parameters<typeof together>) =>
    isOnHold(lineUpOf(together(...others), me));
  assert.equal(onHold(held(caller)), true);
  assert.equal(onHold(held(caller), colleague), true);
  assert.equal(onHold(held(caller), outside), false);
  assert.equal(onHold(caller, held(colleague)), false);
});
