// The list of calls that the simulator carries, as /_control/calls tells them.

import { duration } from "./line.js";
import { readable, stateOf } from "./words.js";

const EVERY_MS = 1000;
const SHOWN_OVER = 8;
/** Below this a line is silent (root mean square, 0 to 1). */
const SILENT = 0.004;

/** @param {string} name */
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** @param {string} tag @param {string} className @param {...(Node | string)} children */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** @param {any} call @returns {string} what comes from the far end of this leg */
function soundOf(call) {
  if (call.status !== "in-progress" || call.said.level < SILENT) return "";
  const tones = call.said.tones.slice(0, 2).map((/** @type {number} */ hz) => `${hz} Hz`);
  return tones.length > 0 ? tones.join(", ") : "speaks";
}

/** @param {any} call */
function lengthOf(call) {
  const end = call.endedAt === null ? Date.now() : Date.parse(call.endedAt);
  return duration(end - Date.parse(call.answeredAt ?? call.startedAt));
}

/** @param {any} call @param {boolean} child */
function legRow(call, child) {
  const { word, kind } = stateOf(call.status);
  const who = child ? [element("span", "", readable(call.to))] : [
    element("span", "", readable(call.from)),
    icon("arrow-right"),
    element("span", "unseen", "calls"),
    // A browser's call goes to its TwiML App, which decides on the number.
    element("span", "", call.to === "" ? "the TwiML App" : readable(call.to)),
  ];
  const kindIcon = child
    ? "corner-down-right"
    : call.from.startsWith("client:")
    ? "phone-outgoing"
    : call.direction === "outbound-api"
    ? "cog"
    : "phone-incoming";
  const state = element("span", "state", word);
  state.dataset.kind = kind;
  const heard = soundOf(call);
  const sound = element("span", "sound", ...(heard === "" ? [] : [icon("volume-2"), heard]));
  return element(
    "div",
    "leg",
    icon(kindIcon),
    element("span", "who", ...who),
    state,
    sound,
    element("span", "time", lengthOf(call)),
  );
}

/** @param {any} call @param {Map<string, any>} bySid */
function callItem(call, bySid) {
  const item = element("li", "", legRow(call, false));
  item.title = call.sid;
  const children = call.legs.map((/** @type {string} */ sid) => bySid.get(sid)).filter(Boolean);
  if (children.length > 0) {
    const legs = element("ul", "legs");
    legs.setAttribute("aria-label", "Legs");
    for (const child of children) {
      const leg = element("li", "", legRow(child, true));
      leg.title = child.sid;
      legs.append(leg);
    }
    item.append(legs);
  }
  return item;
}

/**
 * Keeps the lists up to date while the page is looked at.
 *
 * @param {{running: HTMLElement, none: HTMLElement, over: HTMLElement, overPart: HTMLElement}} places
 */
export function watchCalls({ running, none, over, overPart }) {
  const refresh = async () => {
    if (!document.hidden) {
      try {
        const response = await fetch("/_control/calls");
        if (response.ok) show(await response.json());
      } catch {
        // The simulator is gone; the line above says so, and the next round tries again.
      }
    }
    setTimeout(refresh, EVERY_MS);
  };

  /** @param {any[]} calls */
  const show = (calls) => {
    const bySid = new Map(calls.map((call) => [call.sid, call]));
    const parents = calls.filter((call) => call.parentSid === null)
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    const live = parents.filter((call) => call.endedAt === null);
    const ended = parents.filter((call) => call.endedAt !== null).slice(0, SHOWN_OVER);
    running.replaceChildren(...live.map((call) => callItem(call, bySid)));
    over.replaceChildren(...ended.map((call) => callItem(call, bySid)));
    running.hidden = live.length === 0;
    none.hidden = live.length > 0;
    overPart.hidden = ended.length === 0;
  };

  void refresh();
}
