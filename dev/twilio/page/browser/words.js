// How numbers and states are written.

/** @param {string} address an E.164 number or `client:<identity>` */
export function readable(address) {
  if (address.startsWith("client:")) return `${address.slice("client:".length)} (browser)`;
  if (address === "") return "Unknown";
  // A classic script that the page loads first; elsewhere a number stays as it is.
  const { libphonenumber } = globalThis;
  return libphonenumber?.parsePhoneNumberFromString(address)?.formatInternational() ?? address;
}

/**
 * @param {{phoneNumber: string, friendlyName: string}} number
 * @returns {string} "" for one that is named after itself, as Twilio names numbers
 */
export function ownName({ phoneNumber, friendlyName }) {
  const isNumber = /^[\d\s().+-]*$/.test(friendlyName) &&
    phoneNumber.endsWith(friendlyName.replaceAll(/\D/g, ""));
  return isNumber ? "" : friendlyName;
}

/** @type {Map<string, string>} the numbers of accounts, by E.164 */
const names = new Map();

/** @param {import("./accounts.js").Account[]} accounts whose numbers are named from now on */
export function nameNumbers(accounts) {
  names.clear();
  for (const { name: owner, numbers } of accounts) {
    for (const number of numbers) {
      names.set(number.phoneNumber, [ownName(number), owner].filter(Boolean).join(", "));
    }
  }
}

/** @param {string} number @returns {string} what it is called and whose it is; "" when no account has it */
export const nameOf = (number) => names.get(number) ?? "";

/** @param {number} count @param {string} thing @returns {string} `1 call`, `2 calls` */
export const counted = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;

/** @param {string} number spoken digit by digit */
export function spoken(number) {
  return readable(number).replace(/^\+/, "plus ").replace(/(?<=\d)(?=\d)/g, " ");
}

/** @param {string} typed a number as people write it */
export const plain = (typed) => typed.replaceAll(/[\s().-]/g, "");

/** @type {Record<string, {word: string, kind: "live" | "ring" | "failed" | "plain"}>} */
const STATES = {
  queued: { word: "Waiting", kind: "plain" },
  initiated: { word: "Starting", kind: "plain" },
  ringing: { word: "Ringing", kind: "ring" },
  "in-progress": { word: "Connected", kind: "live" },
  completed: { word: "Ended", kind: "plain" },
  busy: { word: "Busy", kind: "plain" },
  "no-answer": { word: "No answer", kind: "plain" },
  canceled: { word: "Canceled", kind: "plain" },
  failed: { word: "Failed", kind: "failed" },
};

/** @param {string} status Twilio's status of a call */
export const stateOf = (status) => STATES[status] ?? { word: status, kind: "plain" };

/**
 * @typedef {import("./line.js").Line} Line
 * @param {Line} line
 * @returns {{tone: string, arcs: boolean, icon: string, word: string, who: string, say: string}}
 */
export function lampOf(line) {
  const who = readable(line.other);
  const quiet = { tone: "quiet", arcs: false, icon: "phone" };
  switch (line.phase) {
    case "placing":
      return {
        tone: "calling",
        arcs: false,
        icon: "phone-outgoing",
        word: "Calling",
        who,
        say: "Waiting for the other end",
      };
    case "ringing-out":
      return {
        tone: "calling",
        arcs: true,
        icon: "phone-outgoing",
        word: "Ringing",
        who,
        say: "Ringing at the other end",
      };
    case "ringing-in":
      return {
        tone: "ring",
        arcs: true,
        icon: "phone-incoming",
        word: "Incoming call",
        who,
        say: "is calling",
      };
    case "picking-up":
      return {
        tone: "ring",
        arcs: false,
        icon: "phone-incoming",
        word: "Answering",
        who,
        say: "Connecting the audio",
      };
    case "talking":
      return {
        tone: "live",
        arcs: false,
        icon: "phone",
        word: "On call",
        who,
        say: line.muted ? "You are muted. They can't hear you." : "",
      };
    case "ended":
      return { ...quiet, word: "Call over", who, say: line.words };
    default:
      return {
        ...quiet,
        word: "Ready",
        who: "No call",
        say: "",
      };
  }
}
