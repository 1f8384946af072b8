import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallIn } from "../phases.ts";
import { noticeOf } from "./ring-notice.ts";
import { openLeg } from "../../../calls/fixtures.ts";
import { newTalk } from "../../../phone/talk.ts";
import { agents, me, priya } from "../line/fixtures.ts";

const incoming: CallIn<"incoming"> = {
  phase: "incoming",
  number: "+442079460117",
  name: null,
  line: "+493023125610",
  lineName: "Sales Berlin",
  direction: "inbound",
  callId: 1,
  since: 1000,
  othersRing: 1,
};

test("a notification says who calls and which line", () => {
  assert.deepEqual(noticeOf(incoming, 1100, null, agents), {
    since: 1000,
    title: "+44 20 7946 0117 is calling",
    body: "to Sales Berlin",
  });
  const known = { ...incoming, name: "Ingrid Sørensen-Achterberg", lineName: null };
  assert.deepEqual(noticeOf(known, 1100, null, agents), {
    since: 1000,
    title: "Ingrid Sørensen-Achterberg is calling",
    body: "to +49 30 23125610",
  });
  assert.equal(
    noticeOf({ ...incoming, number: null }, 1100, null, agents)?.title,
    "Unknown caller is calling",
  );
});

test("of a call that is sent it says by whom, and the word", () => {
  const sent = openLeg({
    role: "seat",
    agent_id: me,
    purpose: "consult",
    asked_by: priya,
    word: "refund",
  });
  assert.deepEqual(noticeOf({ ...incoming, sent }, 1100, null, agents), {
    since: 1000,
    title: "Priya Raman is calling",
    body: "about a call with +44 20 7946 0117\n“refund”",
  });
  const transfer = { ...incoming, sent: { ...sent, purpose: "transfer" as const } };
  assert.deepEqual(noticeOf(transfer, 1100, null, agents), {
    since: 1000,
    title: "+44 20 7946 0117 is calling",
    body: "Sent by Priya Raman\n“refund”",
  });
});

test("it waits a moment for the line's name, and not longer", () => {
  const nameless = { ...incoming, line: "", lineName: null };
  assert.equal(noticeOf(nameless, 1100, null, agents), null);
  assert.equal(noticeOf(nameless, 3000, null, agents)?.body, "");
});

test("a ringing that was seen is not told once more; the next one is", () => {
  assert.equal(noticeOf(incoming, 1100, 1000, agents), null);
  assert.notEqual(noticeOf({ ...incoming, since: 2000 }, 2100, 1000, agents), null);
});

test("it closes whatever becomes of the call", () => {
  assert.equal(noticeOf(null, 1100, null, agents), null);
  const { othersRing: _, ...base } = incoming;
  assert.equal(
    noticeOf({ ...base, phase: "connecting", talk: newTalk }, 1100, null, agents),
    null,
    "answered here",
  );
  for (const ending of ["elsewhere", "canceled", "by-you"] as const) {
    const ended = { phase: "ended", ending, talkedSeconds: null, errorCode: null } as const;
    assert.equal(noticeOf({ ...base, ...ended }, 1100, null, agents), null, ending);
  }
});
