import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { afterCallFault, keys, namesByKey } from "./after-call.ts";

const nine = (...names: string[]) => keys.map((_, index) => names[index] ?? "");
const form = { wrapUp: "45", required: false, names: nine("Booked") };

describe("what comes after a call", () => {
  it("has a field for each key, whatever is archived", () => {
    const tags = [
      { id: 1, name: "Complaint", key: 3 },
      { id: 2, name: "Old", key: null },
      { id: 3, name: "Booked", key: 1 },
    ];
    assert.deepEqual(namesByKey(tags), nine("Booked", "", "Complaint"));
  });

  it("may be nothing at all", () => {
    assert.equal(afterCallFault({ wrapUp: "", required: false, names: nine() }), null);
    assert.equal(afterCallFault({ ...form, required: true }), null);
  });

  it("is refused before it is sent where the database would refuse it", () => {
    for (const wrapUp of ["4", "901", "1.5", "soon", "-10"]) {
      assert.match(afterCallFault({ ...form, wrapUp }) ?? "", /from 5 to 900/, wrapUp);
    }
    assert.match(
      afterCallFault({ ...form, names: nine("Booked", "BOOKED") }) ?? "",
      /Booked.*twice/,
    );
    assert.match(afterCallFault({ ...form, names: nine("x".repeat(41)) }) ?? "", /40 characters/);
    assert.match(afterCallFault({ ...form, required: true, wrapUp: "" }) ?? "", /wrap-up/);
    assert.match(afterCallFault({ ...form, required: true, names: nine() }) ?? "", /outcome/);
  });
});
