import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, worstFirst } from "./check-order.ts";

const app = { check: "app", level: "green" } as const;
const numbers = { check: "numbers", level: "red" } as const;
const account = { check: "account", level: "amber" } as const;
const credentials = { check: "credentials", level: "green" } as const;
const names = (checks: readonly { check: string }[]) => checks.map(({ check }) => check);

test("red stands first, then amber, then green, each in the order of reading", () => {
  assert.deepEqual(names(worstFirst([app, account, credentials, numbers])), [
    "numbers",
    "account",
    "credentials",
    "app",
  ]);
});

test("an order that is on screen is kept, whatever the levels have become", () => {
  const order = ["numbers", "account", "credentials"] as const;
  const mended = { check: "numbers", level: "green" } as const;
  assert.deepEqual(names(inOrder([app, account, mended, credentials], order)), [
    "numbers",
    "account",
    "credentials",
    "app",
  ]);
});
