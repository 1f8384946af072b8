import assert from "node:assert/strict";
import { it } from "node:test";
import { inTime } from "./in-time.ts";
import { VoiceFailure } from "./voice.ts";

it("gives what came in time", async () => {
  assert.equal(await inTime(Promise.resolve(5), 1_000, "register"), 5);
});

it("fails as the promise does", async () => {
  await assert.rejects(inTime(Promise.reject(new Error("no")), 1_000, "register"), /^Error: no$/);
});

it("does not wait for what never settles", async () => {
  const never = new Promise<never>(() => {});
  await assert.rejects(
    inTime(never, 1, "register"),
    (error: unknown) => error instanceof VoiceFailure && error.code === "timeout",
  );
});
