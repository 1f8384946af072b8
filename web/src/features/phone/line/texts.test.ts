import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Notice } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { newTalk } from "../../../phone/talk.ts";
import type { CallIn } from "../phases.ts";
import {
  agents,
  asked,
  caller,
  callWith,
  colleague,
  me,
  mine,
  outside,
  priya,
  ringing,
  together,
} from "./fixtures.ts";
import { lineUpOf } from "./line-up.ts";
import { noticeText } from "./notice-text.ts";
import { partingBy } from "./parting.ts";
import { partingText } from "./parting-text.ts";
import { nameOf, shortNameOf } from "./people.ts";
import { sentTextOf } from "./sent-text.ts";

const call = callWith(newTalk);

it("people are called by their name, in passing by the first one, and outside by number", () => {
  assert.equal(nameOf(colleague, call, agents), "Priya Raman");
  assert.equal(shortNameOf(colleague, call, agents), "Priya");
  assert.equal(shortNameOf({ ...colleague, agent_id: 1 }, call, agents), "A colleague");
  assert.equal(nameOf(caller, call, agents), "+44 20 7946 0142");
  assert.equal(nameOf(caller, { name: "Harbour & Pike", number: null }, agents), "Harbour & Pike");
  assert.equal(nameOf(outside, call, agents), "+49 30 23125771");
});

describe("what did not work out", () => {
  const said = (notice: Partial<Notice>, talk = together(caller)) =>
    noticeText(
      { kind: "not-reached", agent_id: priya, address: null, at: "", ...notice },
      lineUpOf(talk, me),
      call,
      agents,
    );

  it("is told with whom one talks now", () => {
    assert.equal(said({}), "Priya didn’t answer. You’re back with +44 20 7946 0142.");
    assert.equal(
      said({ kind: "declined" }),
      "Priya declined. You’re back with +44 20 7946 0142.",
    );
    assert.equal(
      said({ kind: "target-left", agent_id: null, address: "+493023125771" }),
      "+49 30 23125771 left the call. You’re back with +44 20 7946 0142.",
    );
  });

  it("is told alone when the others talked on, or it was about hold", () => {
    assert.equal(said({}, together(caller, outside)), "Priya didn’t answer.");
    assert.equal(said({ kind: "hold-failed" }), "Hold didn’t work. They still hear you.");
    assert.equal(said({ kind: "resume-failed" }), "They’re still on hold. Try again.");
  });
});

describe("a call that rings because it is sent", () => {
  const incoming = (more: Partial<CallIn<"incoming">>): CallIn<"incoming"> => {
    const { talk: _, ...base } = call;
    return { ...base, phase: "incoming", othersRing: 0, ...more };
  };
  const sent = (
    purpose: "transfer" | "consult" | "add" | "return",
    word: string | null = null,
  ) => ({
    ...ringing(asked(mine, purpose, priya)),
    word,
  });

  it("says who sends it, and with which word", () => {
    const text = sentTextOf(incoming({ sent: sent("transfer", "refund, in a hurry") }), agents);
    assert.equal(text?.who.number, "+442079460142");
    assert.deepEqual([text?.why, text?.word], ["Sent by Priya Raman", "“refund, in a hurry”"]);
    assert.equal(text?.ifDeclined, "If you decline, the call goes back to Priya");
    assert.equal(
      text?.said,
      "Incoming call from +44 20 7946 0142, sent by Priya Raman. “refund, in a hurry”",
    );
  });

  it("names the colleague where that is the one to be talked to", () => {
    const text = sentTextOf(incoming({ sent: sent("consult") }), agents);
    assert.equal(text?.who.name, "Priya Raman");
    assert.equal(text?.about, "about a call with +44 20 7946 0142");
    assert.equal(text?.said, "Priya Raman is calling about +44 20 7946 0142");
    assert.equal(
      sentTextOf(incoming({ sent: sent("add") }), agents)?.about,
      "to join a call with +44 20 7946 0142",
    );
  });

  it("says why it comes back", () => {
    const notice = { kind: "not-reached", agent_id: priya, address: null, at: "" } as const;
    const text = sentTextOf(incoming({ sent: sent("return"), notice }), agents);
    assert.deepEqual([text?.title, text?.why], ["Back to you", "Priya didn’t answer."]);
    assert.equal(text?.said, "Priya didn’t answer. +44 20 7946 0142 is back and ringing you");
  });

  it("is not one that somebody just called", () => {
    assert.equal(sentTextOf(incoming({}), agents), null);
    assert.equal(sentTextOf(incoming({ sent: mine }), agents), null);
  });
});

describe("leaving a call that goes on", () => {
  it("is told by whom it went to", () => {
    const givenTo = { agentId: priya, address: null } as const;
    const said = (
      ending: "handed-over" | "transferred",
      state: "sent" | "ringing" | "taken" = "sent",
    ) => partingText({ ending, givenTo: { ...givenTo, state } }, agents);
    assert.equal(said("handed-over"), "You handed the call to Priya Raman");
    assert.equal(said("transferred"), "You sent the call to Priya Raman");
    assert.equal(said("transferred", "ringing"), "Ringing Priya Raman");
    assert.equal(said("transferred", "taken"), "Priya Raman took the call");
    assert.equal(partingText({ ending: "handed-over" }, agents), "You handed the call over");
    assert.equal(partingText({ ending: "left" }, agents), "You left the call");
    assert.equal(partingText({ ending: "by-them" }, agents), null);
  });

  it("is known from the press", () => {
    const { consulted } = lineUpOf(together(caller, asked(colleague, "consult")), me);
    assert.deepEqual(partingBy({ command: "hand-over" }, { consulted })?.to, {
      agentId: priya,
      address: null,
    });
    const { consulted: number } = lineUpOf(together(caller, asked(outside, "consult")), me);
    assert.deepEqual(partingBy({ command: "hand-over" }, { consulted: number })?.to, {
      agentId: null,
      address: "+493023125771",
    });
    const target = { kind: "line", number: "+493023125610" } as const;
    const transfer = { command: "transfer", target, word: "" } as const;
    assert.deepEqual(partingBy(transfer, { consulted: null }), {
      ending: "transferred",
      to: { agentId: null, address: "+493023125610" },
    });
    assert.equal(partingBy({ command: "leave" }, { consulted: null })?.ending, "left");
    assert.equal(partingBy({ command: "hold" }, { consulted: null }), undefined);
  });
});
