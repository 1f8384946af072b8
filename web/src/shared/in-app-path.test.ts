import assert from "node:assert/strict";
import { it } from "node:test";
import { inAppPath } from "./in-app-path.ts";

const here = { origin: "https://phone.example", pathname: "/calls", search: "" };
const plain = {
  button: 0,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  defaultPrevented: false,
};

function link(to: string, { target = "", attributes = ["href"] } = {}) {
  const { href } = new URL(to, here.origin);
  return { href, target, hasAttribute: (name: string) => attributes.includes(name) };
}

it("takes a plain press on a link of the app, with its query", () => {
  assert.equal(inAppPath(link("/setup/team"), plain, here), "/setup/team");
  assert.equal(inAppPath(link("/setup/numbers?buy"), plain, here), "/setup/numbers?buy");
  assert.equal(inAppPath(link("/account", { target: "_self" }), plain, here), "/account");
});

it("leaves presses for another tab or window to the browser", () => {
  for (const key of ["altKey", "ctrlKey", "metaKey", "shiftKey"]) {
    assert.equal(inAppPath(link("/account"), { ...plain, [key]: true }, here), null, key);
  }
  assert.equal(inAppPath(link("/account"), { ...plain, button: 1 }, here), null);
  assert.equal(inAppPath(link("/account", { target: "_blank" }), plain, here), null);
});

it("leaves other sites, downloads and links that lead nowhere to the browser", () => {
  assert.equal(inAppPath(link("https://twilio.com/console"), plain, here), null);
  const download = link("/calls.csv", { attributes: ["href", "download"] });
  assert.equal(inAppPath(download, plain, here), null);
  assert.equal(inAppPath(link("/", { attributes: [] }), plain, here), null);
});

it("leaves a place on the same page to the browser", () => {
  assert.equal(inAppPath(link("/calls#desk"), plain, here), null);
  assert.equal(inAppPath(link("/account#desk"), plain, here), "/account");
});

it("leaves a press that somebody else has answered", () => {
  assert.equal(inAppPath(link("/account"), { ...plain, defaultPrevented: true }, here), null);
});
