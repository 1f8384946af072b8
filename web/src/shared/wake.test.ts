import assert from "node:assert/strict";
import { it } from "node:test";
import { onNetwork, onWake } from "./wake.ts";

function page() {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  return { window, document };
}

it("wakes when the network is back, the tab is shown and the page is resumed", () => {
  const { window, document } = page();
  let woken = 0;
  const stop = onWake(() => woken++, { window, document });
  window.dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("resume"));
  assert.equal(woken, 3);
  document.visibilityState = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(woken, 3);
  stop();
  window.dispatchEvent(new Event("online"));
  assert.equal(woken, 3);
});

it("tells when the network is lost, and when it is back", () => {
  const { window } = page();
  const told: string[] = [];
  const stop = onNetwork({ lost: () => told.push("lost"), back: () => told.push("back") }, {
    window,
  });
  window.dispatchEvent(new Event("offline"));
  window.dispatchEvent(new Event("online"));
  stop();
  window.dispatchEvent(new Event("offline"));
  window.dispatchEvent(new Event("online"));
  assert.deepEqual(told, ["lost", "back"]);
});
