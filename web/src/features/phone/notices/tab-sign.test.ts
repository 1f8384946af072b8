import assert from "node:assert/strict";
import { test } from "node:test";
import { initialModel, viewOf } from "../../../phone/model.ts";
import { newTalk, type Talk } from "../../../phone/talk.ts";
import {
  agents,
  asked,
  caller,
  callWith,
  colleague,
  held,
  me,
  together,
} from "../line/fixtures.ts";
import { tabSignOf } from "./tab-sign.ts";

const heldAt = Date.parse("2026-11-25T10:02:00Z");
const now = heldAt + 66_000;
const sign = (talk: Talk) =>
  tabSignOf(
    { ...viewOf(initialModel), call: callWith(talk, { name: "Ingrid", since: now - 257_000 }) },
    now,
    { me, agents },
  );

test("the tab says since when they are on hold", () => {
  assert.deepEqual(sign(together(held(caller))), { title: "Hold 1:06 Ingrid", icon: "hold" });
});

test("the tab says whom one talks to", () => {
  assert.deepEqual(sign(newTalk), { title: "4:17 Ingrid", icon: "live" });
  const consulting = together(held(caller), asked(colleague, "consult"));
  assert.deepEqual(sign(consulting), { title: "4:17 Priya Raman", icon: "live" });
});
