import assert from "node:assert/strict";
import { describe, it } from "node:test";

// The page's modules are plain JavaScript, as the browser gets them.
const { duration, IDLE, next } = await import(new URL("browser/line.js", import.meta.url).href);

type Told = [event: object, atMs?: number];

const after = (...events: Told[]) =>
  events.reduce((line, [event, at = 0]) => next(line, event, at), IDLE);

const RING = { type: "ring", id: "a", from: "+14155550177" };
const PLACE = { type: "place", id: "a", to: "+14155550100" };
const ANSWERED = { type: "answered", id: "a" };
const ENDED = { type: "ended", id: "a" };
const LEAVE = { type: "leave" };

describe("the telephone's line", () => {
  const outcomes: [what: string, events: Told[], words: string][] = [
    [
      "a call that they end",
      [[RING], [ANSWERED, 1000], [ENDED, 66_000]],
      "They hung up after 1:05",
    ],
    ["a call that you end", [[RING], [ANSWERED], [LEAVE], [ENDED, 4000]], "You hung up after 0:04"],
    ["a caller who gives up", [[RING], [ENDED]], "They gave up"],
    ["a call that you decline", [[RING], [LEAVE], [ENDED]], "You declined"],
    [
      "a call that nobody takes",
      [[PLACE], [{ type: "ringing", id: "a" }], [ENDED]],
      "Not answered",
    ],
    ["a call that you give up", [[PLACE], [LEAVE], [ENDED]], "You gave up"],
    ["a call that fails", [[PLACE], [{ ...ENDED, message: "No such number" }]], "No such number"],
  ];
  for (const [what, events, words] of outcomes) {
    it(`tells how ${what} ended`, () => {
      const line = after(...events);
      assert.equal(line.phase, "ended");
      assert.equal(line.words, words);
    });
  }

  it("keeps its call when another one rings", () => {
    assert.equal(after([PLACE], [{ ...RING, id: "b" }]).id, "a");
  });

  it("ignores what is told of another call", () => {
    assert.equal(after([RING], [{ ...ENDED, id: "b" }]).phase, "ringing-in");
  });

  it("stays answered when ringing is told late", () => {
    assert.equal(after([PLACE], [ANSWERED], [{ type: "ringing", id: "a" }]).phase, "talking");
  });

  it("collects keys only while talking", () => {
    const keys = { type: "keys", digits: "5" };
    assert.equal(after([RING], [keys], [ANSWERED], [keys], [{ ...keys, digits: "#" }]).keys, "5#");
  });

  it("is free again once the ended call is forgotten", () => {
    assert.equal(after([RING], [ENDED], [{ type: "forget" }]), IDLE);
    assert.equal(after([RING], [{ type: "forget" }]).phase, "ringing-in");
  });

  it("writes a length in minutes and seconds", () => {
    const lengths = [0, 59_999, 60_000, 3_661_000, -5].map(duration);
    assert.deepEqual(lengths, ["0:00", "0:59", "1:00", "61:01", "0:00"]);
  });
});
