import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeBinary, decodeText, encodeBroadcast } from "./frames.ts";

test("both text forms say the same", () => {
  const expected = {
    kind: "message",
    joinRef: "1",
    ref: "2",
    topic: "realtime:a",
    event: "e",
    payload: { n: 1 },
  };
  const { kind, joinRef, ref, topic, event, payload } = decodeText(
    "1.0.0",
    `{"topic":"realtime:a","event":"e","payload":{"n":1},"ref":"2","join_ref":"1"}`,
  ) as typeof expected;
  assert.deepEqual({ kind, joinRef, ref, topic, event, payload }, expected);
  assert.deepEqual(decodeText("2.0.0", `["1","2","realtime:a","e",{"n":1}]`), expected);
});

test("a frame that is cut short or of an unknown kind is refused", () => {
  assert.throws(() => decodeBinary(Buffer.from([3, 1, 1, 200, 1, 0, 1, 65])), RangeError);
  assert.throws(() => decodeBinary(Buffer.from([9, 0, 0, 0, 0, 0, 0])), RangeError);
  assert.throws(() => decodeText("2.0.0", `{"topic":"a"}`));
});

test("bytes cannot go to a client of protocol 1.0.0", () => {
  const content = { encoding: "binary", bytes: Buffer.from([1]) } as const;
  const broadcast = { topic: "a", event: "e", content, meta: null };
  assert.equal(encodeBroadcast("1.0.0", broadcast), null);
  assert.deepEqual(encodeBroadcast("2.0.0", broadcast), Buffer.from([4, 1, 1, 0, 0, 97, 101, 1]));
});

test("a header too long for binary frames goes as text", () => {
  const topic = "t".repeat(300);
  const content = { encoding: "json", text: "{}" } as const;
  const frame = encodeBroadcast("2.0.0", { topic, event: "e", content, meta: { id: "1" } });
  assert.deepEqual(JSON.parse(String(frame)), [null, null, topic, "broadcast", {
    type: "broadcast",
    event: "e",
    payload: {},
    meta: { id: "1" },
  }]);
});
