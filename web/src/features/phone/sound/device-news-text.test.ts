import assert from "node:assert/strict";
import { test } from "node:test";
import { newsText } from "./device-news-text.ts";
import { sounds } from "./words.ts";

test("an unplugged device is told with what is used now", () => {
  assert.equal(
    newsText({ gone: ["Jabra"], now: ["MacBook speakers"], isMute: false }),
    "Jabra unplugged. Now using MacBook speakers.",
  );
  assert.equal(newsText({ gone: [], now: ["Jabra"], isMute: false }), "Now using Jabra.");
  assert.equal(
    newsText({ gone: ["Jabra"], now: [], isMute: true }),
    "Jabra unplugged. There is no microphone left, so they can’t hear you. Plug one in.",
  );
});

test("the system's own goes by the real one's name, when that is known", () => {
  assert.equal(sounds.systemDefault("Jabra"), "System default (Jabra)");
  assert.equal(sounds.systemDefault(""), "System default");
});
