// The simulated accounts: who has connected one, its numbers, and the SID and token with which to connect it.

import { at, button, element, fill } from "./dom.js";
import { ownName, readable } from "./words.js";

/**
 * @typedef {{sid: string, name: string, connectedTo: string | null,
 *   numbers: {phoneNumber: string, friendlyName: string}[]}} Account
 */

/** @param {Account} account @returns {string} its numbers in words */
export function numbersOf({ numbers }) {
  if (numbers.length === 0) return "No numbers yet";
  return numbers.map((number) =>
    [readable(number.phoneNumber), ownName(number)].filter(Boolean).join(", ")
  ).join("; ");
}

/** @param {string} prefix @returns {string} a SID that nobody has */
const newSid = (prefix) => prefix + crypto.randomUUID().replaceAll("-", "");

/** @param {string} label @param {string} shown */
async function copied(label, shown) {
  await navigator.clipboard.writeText(shown);
  at("polite").textContent = `${label} copied`;
}

/** @param {string} friendlyName */
async function add(friendlyName) {
  const answer = await fetch("/_control/accounts", {
    method: "POST",
    body: JSON.stringify({ sid: newSid("AC"), authToken: newSid(""), friendlyName }),
  });
  at("account-problem").textContent = answer.ok ? "" : (await answer.json()).error.message;
  if (!answer.ok) return;
  at("account-name").value = "";
  at("polite").textContent = `Account ${friendlyName} added`;
}

/** @param {string} label @param {string} shown @param {string} name */
function credential(label, shown, name) {
  const copy = button("small bare", "Copy", () => void copied(label, shown));
  copy.setAttribute("aria-label", `Copy the ${label} of ${name}`);
  return element("p", "credential", label, element("code", "", shown), copy);
}

/** @param {string} sid @param {string} name @param {HTMLElement} place */
async function showToken(sid, name, place) {
  const answer = await fetch(`/_control/accounts/${sid}/token`);
  place.append(
    answer.ok
      ? credential("auth token", (await answer.json()).authToken, name)
      : element("p", "credential", "The auth token is shown on the simulator's machine only"),
  );
}

export function showAccounts() {
  /** @param {Account} account */
  function draw(account) {
    const { sid, connectedTo } = account;
    const name = account.name || sid;
    const state = element(
      "span",
      "state",
      connectedTo === null ? "Not connected" : `Connected to ${connectedTo}`,
    );
    if (connectedTo !== null) state.dataset.kind = "live";
    const token = element("div", "");
    void showToken(sid, name, token);
    return element(
      "li",
      "",
      element("p", "", element("b", "", name), state),
      element("p", "theirs", numbersOf(account)),
      credential("SID", sid, name),
      token,
    );
  }

  at("account-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    void add(at("account-name").value.trim() || "My company");
  });

  return {
    /** @param {Account[]} accounts */
    show(accounts) {
      fill(
        at("accounts"),
        accounts.map((account) => ({
          key: account.sid,
          shows: JSON.stringify(account),
          make: () => draw(account),
        })),
      );
    },
  };
}
