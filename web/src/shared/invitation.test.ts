import assert from "node:assert/strict";
import { test } from "node:test";
import { dropInvitation, type InvitationPlace, takeInvitation } from "./invitation.ts";

const TOKEN = "Zt3_q-9".repeat(6);
const HOUR = 3_600_000;
const MAILED = `/mail-link#type=signup&token_hash=${"0".repeat(56)}`;

/** A browser; opening another address is another tab of it. */
function browser() {
  const stored = new Map<string, string>();
  let address = "";
  const open = (url: string): InvitationPlace => {
    const { pathname, hash } = new URL(url, "https://phone.example");
    address = url;
    return {
      location: { pathname, hash },
      history: { replaceState: (_state, _title, to) => void (address = String(to)) },
      storage: {
        getItem: (name) => stored.get(name) ?? null,
        setItem: (name, value) => void stored.set(name, value),
        removeItem: (name) => void stored.delete(name),
      },
    };
  };
  return { open, stored, address: () => address };
}

test("a link's token is taken out of the address, and found again by a reload", () => {
  const { open, address } = browser();
  assert.equal(takeInvitation(open(`/join#${TOKEN}`), 0), TOKEN);
  assert.equal(address(), "/join");
  assert.equal(takeInvitation(open("/join"), HOUR), TOKEN);
});

test("it waits for the mail that confirms the address, a day at most", () => {
  const { open, stored } = browser();
  takeInvitation(open(`/join#${TOKEN}`), 0);
  assert.equal(takeInvitation(open(MAILED), HOUR), TOKEN);
  assert.equal(takeInvitation(open(MAILED), 24 * HOUR), null);
  assert.equal(stored.size, 0);
});

test("it does not get in the way of the phone", () => {
  const { open } = browser();
  takeInvitation(open(`/join#${TOKEN}`), 0);
  assert.equal(takeInvitation(open("/calls"), 1), null);
});

test("another link takes the place of the first", () => {
  const { open } = browser();
  takeInvitation(open(`/join#${TOKEN}`), 0);
  assert.equal(takeInvitation(open(`/join#${TOKEN}x`), 1), `${TOKEN}x`);
  assert.equal(takeInvitation(open("/join"), 2), `${TOKEN}x`);
});

test("what is no token is none", () => {
  for (const hash of ["", "#", "#desk", "#error=access_denied", `#${TOKEN}%20`]) {
    assert.equal(takeInvitation(browser().open(`/join${hash}`), 0), null);
  }
});

test("once dropped it is gone, and the address leads to the phone", () => {
  const { open, stored, address } = browser();
  const place = open(`/join#${TOKEN}`);
  takeInvitation(place, 0);
  dropInvitation(place);
  assert.deepEqual([stored.size, address()], [0, "/"]);
});
