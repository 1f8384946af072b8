import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallIn } from "../phases.ts";
import { noticeOf } from "./ring-notice.ts";
import { newTalk } from "../../../phone/talk.ts";

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
  assert.deepEqual(noticeOf(incoming, 1100, null), {
    since: 1000,
    title: "+44 20 7946 0117 is calling",
    body: "to Sales Berlin",
  });
  const known = { ...incoming, name: "Ingrid Sørensen-Achterberg", lineName: null };
  assert.deepEqual(noticeOf(known, 1100, null), {
    since: 1000,
    title: "Ingrid Sørensen-Achterberg is calling",
    body: "to +49 30 23125610",
  });
  assert.equal(
    noticeOf({ ...incoming, number: null }, 1100, null)?.title,
    "Unknown caller is calling",
  );
});

test("it waits a moment for the line's name, and not longer", () => {
  const nameless = { ...incoming, line: "", lineName: null };
  assert.equal(noticeOf(nameless, 1100, null), null);
  assert.equal(noticeOf(nameless, 3000, null)?.body, "");
});

test("a ringing that was seen is not told once more; the next one is", () => {
  assert.equal(noticeOf(incoming, 1100, 1000), null);
  assert.notEqual(noticeOf({ ...incoming, since: 2000 }, 2100, 1000), null);
});

test("it closes whatever becomes of the call", () => {
  assert.equal(noticeOf(null, 1100, null), null);
  const { othersRing: _, ...base } = incoming;
  assert.equal(
    noticeOf({ ...base, phase: "connecting", talk: newTalk }, 1100, null),
    null,
    "answered here",
  );
  for (const ending of ["elsewhere", "canceled", "by-you"] as const) {
    const ended = { phase: "ended", ending, talkedSeconds: null, errorCode: null } as const;
    assert.equal(noticeOf({ ...base, ...ended }, 1100, null), null, ending);
  }
});
