// One call as a drawing: the jack of who calls, the document that runs on it, and the jacks that it is patched to.

import { button, element, icon } from "./dom.js";
import { duration } from "./line.js";
import { nameOf, readable, stateOf } from "./words.js";

const STEPS_SHOWN = 6;

/**
 * @param {any} call
 * @param {any[]} legs
 * @param {(sids: string[], name: string) => void} onChoose
 */
export function drawCall(call, legs, onChoose) {
  const shown = call.steps.slice(-STEPS_SHOWN);
  // The legs hang at the Dial that rang them.
  const row = shown.findLastIndex((/** @type {any} */ step) => step.verb === "Dial");
  const patched = call.status === "in-progress" &&
    legs.some((leg) => leg.status === "in-progress");
  const board = element(
    "div",
    "board",
    drawJack(call, "calls"),
    drawSteps(shown, call, legs.length > 0 ? row : -1),
  );
  if (legs.length > 0) {
    const list = element(
      "ul",
      "legs",
      ...legs.map((leg) => {
        const item = element("li", "", drawJack(leg, "is called"));
        if (leg.status !== "in-progress") item.dataset.idle = "";
        if (leg.steps.length > 0) item.append(drawSteps(leg.steps.slice(-STEPS_SHOWN), leg, -1));
        return item;
      }),
    );
    list.setAttribute("aria-label", "Legs");
    list.style.setProperty("--row", String(Math.max(0, row)));
    board.append(list);
  }
  board.dataset.patched = String(patched);
  const { from, to, sid } = call;
  const ours = [to, from, ...legs.map((leg) => leg.from)].map(nameOf).find(Boolean) ?? "";
  const foot = element(
    "p",
    "foot",
    [nameOf(to) === "" ? "" : `called ${readable(to)}`, ours].filter(Boolean).join(", "),
    element("code", "", sid),
    ...(call.digits.said === "" ? [] : [`pressed ${call.digits.said}`]),
    ...(call.endedBy === null ? [] : [ENDED[call.endedBy] ?? call.endedBy]),
    button(
      "small bare",
      "Show its webhooks",
      () => onChoose([sid, ...legs.map((leg) => leg.sid)], readable(from)),
    ),
  );
  return element("li", "call", board, foot);
}

/** @type {Record<string, string>} */
const ENDED = {
  "far-end": "the far end hung up",
  "other-leg": "ended with its other leg",
  twiml: "ended by its TwiML",
  api: "ended by the API",
  time: "timed out",
  control: "ended by a script",
};

/** @param {any} leg @param {string} role for who cannot see the drawing */
function drawJack(leg, role) {
  const { word, kind } = stateOf(leg.status);
  const calls = leg.parentSid === null;
  const other = calls && leg.direction !== "outbound-api" ? leg.from : leg.to;
  const state = element("span", "state", word);
  const jack = element(
    "div",
    "jack",
    element("span", "socket"),
    element(
      "span",
      "who",
      icon(other.startsWith("client:") ? "monitor" : "phone"),
      element("b", "", other === "" ? "the TwiML App" : readable(other).replace(" (browser)", "")),
      element("span", "unseen", role),
    ),
    element(
      "span",
      "facts",
      state,
      element(
        "span",
        "time",
        duration(
          Date.parse(leg.endedAt ?? leg.startedAt) - Date.parse(leg.answeredAt ?? leg.startedAt),
        ),
      ),
      element("span", "tones"),
      ...(leg.conference === null ? [] : [`in ${leg.conference.friendlyName}`]),
    ),
    element("span", "level"),
  );
  jack.dataset.sid = leg.sid;
  jack.dataset.kind = kind;
  jack.title = leg.sid;
  return jack;
}

/** @param {any[]} steps @param {any} leg @param {number} patched the step from which a cord leads to other legs */
function drawSteps(steps, leg, patched) {
  const list = element(
    "ol",
    "steps",
    ...steps.map((step, index) => {
      const item = element(
        "li",
        "step",
        element("code", "", step.verb),
        element("span", "detail", step.detail),
        ...(index === patched ? [element("span", "cord")] : []),
      );
      item.title = `${step.verb} ${step.detail}`;
      if (step.endedAt === null && leg.endedAt === null) item.setAttribute("aria-current", "step");
      return item;
    }),
  );
  list.setAttribute("aria-label", "TwiML verbs");
  return list;
}
