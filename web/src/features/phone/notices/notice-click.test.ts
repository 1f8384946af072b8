import assert from "node:assert/strict";
import { test } from "node:test";
import { type Tab, tellTabs } from "./notice-click.ts";
import type { NoticeMessage } from "./notice-message.ts";

/** A tab that rings or does not, with what it was told and how often it came to the front. */
function tab(rings: boolean) {
  const seen = { told: Array<NoticeMessage>(), focused: 0 };
  const asTab: Tab = {
    postMessage(message, [port]) {
      seen.told.push(message);
      if (rings && port instanceof MessagePort) port.postMessage("here");
    },
    focus() {
      seen.focused++;
      return Promise.resolve();
    },
  };
  return { asTab, seen };
}

test("each tab is told, and the one that rings comes to the front", async () => {
  const [other, ringing] = [tab(false), tab(true)];
  const message: NoticeMessage = { since: 7, choice: "answer" };
  await tellTabs([other.asTab, ringing.asTab], message);
  assert.deepEqual(other.seen, { told: [message], focused: 0 });
  assert.deepEqual(ringing.seen, { told: [message], focused: 1 });
});

test("declining brings no tab to the front", async () => {
  const { asTab, seen } = tab(true);
  await tellTabs([asTab], { since: 7, choice: "decline" });
  assert.deepEqual([seen.told.length, seen.focused], [1, 0]);
});

test("nothing rings any more: a tab comes to the front all the same", async () => {
  const { asTab, seen } = tab(false);
  await tellTabs([asTab], { since: 7, choice: "open" }, 10);
  assert.equal(seen.focused, 1);
});

test("no tab is there, or none may come to the front: that is all", async () => {
  await tellTabs([], { since: 7, choice: "open" }, 10);
  const { asTab } = tab(true);
  await tellTabs([{ ...asTab, focus: () => Promise.reject(new Error("not allowed")) }], {
    since: 7,
    choice: "answer",
  });
});
