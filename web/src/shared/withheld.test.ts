import assert from "node:assert/strict";
import { it } from "node:test";
import { isCallable, shownAddress } from "./withheld.ts";

it("shows whatever address a caller has, and none when it is withheld", () => {
  for (
    const text of ["+442079460142", "442079460142", "2001", "sip:2001@pbx.example", "client:priya"]
  ) {
    assert.equal(shownAddress(text), text);
  }
  for (
    const text of [
      "+266696687",
      "266696687",
      "anonymous",
      "Restricted",
      "",
      " ",
      "sip:anonymous@anonymous.invalid",
    ]
  ) {
    assert.equal(shownAddress(text), null, text);
  }
});

it("shows no signs that turn or hide a text", () => {
  assert.equal(shownAddress("sip:20\u202e01@pbx.example\u0000\r\n"), "sip:2001@pbx.example");
});

it("calls back telephone numbers and colleagues only", () => {
  assert.equal(isCallable("+442079460142"), true);
  assert.equal(isCallable("client:priya_7"), true);
  for (const address of [null, "2001", "sip:2001@pbx.example", "client:", "client:a b"]) {
    assert.equal(isCallable(address), false);
  }
});
