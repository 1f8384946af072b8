import assert from "node:assert/strict";
import { test } from "node:test";
import { differing } from "./create-draft.ts";

interface Form {
  zone: string;
  days: readonly (string | null)[];
}

test("what is stored by now is no draft any more, and the rest stays", () => {
  const draft: Form = { zone: "Europe/Rome", days: [null, "09:00"] };
  assert.deepEqual(differing<Form>(draft, { ...draft, days: [null] }), { days: draft.days });
  assert.deepEqual(differing(draft, structuredClone(draft)), {});
  assert.deepEqual(differing<Form>({}, draft), {});
});
