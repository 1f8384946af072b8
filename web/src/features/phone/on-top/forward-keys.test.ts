import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, caller, colleague, held, me, mine, priya, together } from "../line/fixtures.ts";
import { lineUpOf } from "../line/line-up.ts";
import { newTalk, type Talk } from "../../../phone/talk.ts";
import { isForPhone } from "./forward-keys.ts";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const two = lineUpOf(newTalk, me);
const fullStop = press(".", { ctrlKey: true });

test("M, H, S, Ctrl D, Ctrl Enter and Ctrl with a full stop are the phone's", () => {
  for (
    const each of [
      press("m"),
      press("H"),
      press("s"),
      press("d", { ctrlKey: true }),
      press("Enter", { metaKey: true }),
      fullStop,
    ]
  ) assert.equal(isForPhone(each, two), true, each.key);
});

test("what opens something in the page, sends a tone or is another program's is not", () => {
  for (
    const each of [
      press("t"),
      press("a"),
      press("k"),
      press("?"),
      press("5"),
      press("Enter"),
      press("Escape"),
      press("."),
      press("M", { shiftKey: true }),
      press("m", { altKey: true }),
      press("h", { ctrlKey: true }),
    ]
  ) assert.equal(isForPhone(each, two), false, each.key);
});

test("Ctrl with a full stop does not end a call for several; it leads back and out where the window's key does", () => {
  const three = lineUpOf(together(caller, colleague), me);
  assert.equal(isForPhone(fullStop, three), false);
  const consulting = lineUpOf(together(held(caller), asked(colleague, "consult")), me);
  assert.equal(isForPhone(fullStop, consulting), true);
  const consulted: Talk = {
    ...newTalk,
    wiring: "conference",
    legs: [held(caller), colleague, asked(mine, "consult", priya)],
  };
  assert.equal(isForPhone(fullStop, lineUpOf(consulted, me)), true);
});
