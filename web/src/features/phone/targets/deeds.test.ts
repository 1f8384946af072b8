import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Candidate } from "./candidates.ts";
import { canBeChosen, countText, firstOf, refusalOf, sentenceOf, targetOf } from "./deeds.ts";
import { find, findOne } from "./fixtures.ts";

const why = (candidate: Candidate, deed: Parameters<typeof refusalOf>[1]) =>
  refusalOf(candidate, deed)?.message ?? null;

describe("who can be chosen", () => {
  test("a colleague who would ring", () => {
    for (const deed of ["talk-first", "send-now", "add"] as const) {
      assert.equal(why(findOne("priya"), deed), null, deed);
    }
  });

  test("a colleague who is on a call, who sees it as a second one", () => {
    for (const deed of ["talk-first", "send-now", "add"] as const) {
      assert.equal(why(findOne("aoife"), deed), null, deed);
    }
    const call = { other: "Ingrid", line: "+493023125610" };
    for (const purpose of ["transfer", "add", "send-on"] as const) {
      assert.match(
        sentenceOf(findOne("aoife"), purpose, call),
        /Aoife Ní Dhomhnaill is on a call and will see this as a second call\.$/,
      );
    }
  });

  test("no colleague who would not, and that is said by name", () => {
    const reasons = {
      siobhan: "Siobhán Featherstonehaugh is offline and can’t be called.",
      tan: "Tan Wei-Ling is away and can’t be called.",
      zofia: "Zofia Grześkowiak is wrapping up a call and can’t be called yet.",
    };
    for (const [name, reason] of Object.entries(reasons)) {
      const candidate = findOne(name);
      for (const deed of ["talk-first", "send-now", "add"] as const) {
        assert.equal(why(candidate, deed), reason, deed);
      }
      assert.equal(canBeChosen(candidate, "transfer"), false);
      assert.equal(canBeChosen(candidate, "add"), false);
    }
  });

  test("a line only to be sent to", () => {
    assert.equal(why(findOne("sales"), "send-now"), null);
    assert.equal(why(findOne("sales"), "talk-first"), "You can’t talk to a line first.");
    assert.equal(canBeChosen(findOne("sales"), "transfer"), true);
  });

  test("a number that may be called; another one has its code", () => {
    assert.equal(why(findOne("030 23125999"), "talk-first"), null);
    assert.equal(refusalOf(findOne("+53 7 1234567"), "add")?.code, "E-DEST-COUNTRY");
    assert.equal(canBeChosen(findOne("+53 7 1234567"), "add"), false);
  });
});

describe("what is selected at first", () => {
  test("is the first that can be chosen", () => {
    assert.equal(firstOf(find(""), "transfer"), "seat-6");
    // Siobhán is offline, and the line has the same letters.
    assert.equal(firstOf([...find("siobhan"), ...find("sales")], "transfer"), "line-+493023125610");
  });

  test("is a whole number before the line that it is part of", () => {
    assert.deepEqual(find("+49 30 231").map(({ kind }) => kind), ["line", "line", "number"]);
    assert.equal(firstOf(find("+49 30 231"), "transfer"), "number");
    assert.equal(firstOf(find("+44 20 7946"), "transfer"), "line-+442079460142");
  });

  test("is one that can't where there is no other, so that its reason is read", () => {
    assert.equal(firstOf(find("siobhan"), "transfer"), "seat-2");
    assert.equal(firstOf(find("xyz"), "transfer"), null);
  });
});

test("each is sent as the function takes it, a number as it was read", () => {
  assert.deepEqual(targetOf(findOne("priya")), { kind: "seat", agentId: 4 });
  assert.deepEqual(targetOf(findOne("sales")), { kind: "line", number: "+493023125610" });
  assert.deepEqual(targetOf(findOne("0044 20 7946 0018")), { kind: "number", to: "+442079460018" });
  assert.equal(targetOf(findOne("+53 7 1234567")), null);
});

test("what happens next is said before it does", () => {
  const call = { other: "Ingrid", line: "+493023125610" };
  const said = (text: string, purpose: "transfer" | "add" = "transfer") =>
    sentenceOf(findOne(text, purpose), purpose, call);
  assert.equal(
    said("priya"),
    "Send now: Priya Raman’s phone rings and you leave. If nobody answers, Ingrid comes back to you.",
  );
  assert.equal(
    said("sales"),
    "Send now: you leave, and Ingrid is treated like a new caller to Sales Berlin.",
  );
  assert.equal(
    said("+442079460018"),
    "Caller ID: +49 30 23125610. Send now: if nobody answers, Ingrid comes back to you.",
  );
  assert.equal(said("priya", "add"), "Priya Raman’s phone rings while you go on talking.");
  assert.equal(
    said("+442079460018", "add"),
    "Caller ID: +49 30 23125610. The phone rings while you go on talking.",
  );
});

test("how many were found is said, and why a number can't be called once it can't grow into one", () => {
  assert.equal(countText(find("", "add")), "6 colleagues");
  assert.equal(countText(find("s")), "2 colleagues, 1 line");
  assert.equal(countText(find("+44 20 7946 0018")), "a number");
  assert.equal(countText(find("+49 40 2")), "a number");
  assert.equal(
    countText(find("112")),
    "Emergency numbers can't be called from here. Use a mobile phone.",
  );
  assert.equal(countText(find("xyz")), "");
});
