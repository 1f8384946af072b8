// The switchboard: who is connected to whom, what each leg's document does, and how loud it is.

import { drawCall } from "./call-drawing.js";
import { at, element, fill, icon } from "./dom.js";
import { duration } from "./line.js";
import { counted, readable } from "./words.js";

const SHOWN_OVER = 12;

/** @param {any} call what changes the picture; levels and time move within it */
const picture = (call) => JSON.stringify({ ...call, said: null, heard: null });

/** @param {{onChoose: (sids: string[], name: string) => void}} options */
export function showSwitchboard({ onChoose }) {
  /** @type {Map<string, any>} */
  const calls = new Map();
  /** The simulator's time less ours: its clock can be moved. */
  let ahead = 0;

  function draw() {
    const all = [...calls.values()];
    const parents = all.filter((call) => call.parentSid === null || !calls.has(call.parentSid))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    const legsOf = (/** @type {any} */ call) =>
      call.legs.map((/** @type {string} */ sid) => calls.get(sid)).filter(Boolean);
    const isLive = (/** @type {any} */ call) =>
      [call, ...legsOf(call)].some((leg) => leg.endedAt === null);
    const items = (/** @type {any[]} */ some) =>
      some.map((call) => ({
        key: call.sid,
        shows: [call, ...legsOf(call)].map(picture).join(),
        make: () => drawCall(call, legsOf(call), onChoose),
      }));
    const live = parents.filter(isLive);
    const over = parents.filter((call) => !isLive(call));
    fill(at("running"), items(live));
    fill(at("ended"), items(over.slice(0, SHOWN_OVER)));
    for (const old of over.slice(SHOWN_OVER)) {
      for (const leg of [old, ...legsOf(old)]) calls.delete(leg.sid);
    }
    drawConferences(all.filter((call) => call.endedAt === null && call.conference !== null));
    at("running").hidden = live.length === 0;
    at("no-calls").hidden = live.length > 0;
    at("ended-part").hidden = over.length === 0;
    at("ended-count").textContent = counted(Math.min(over.length, SHOWN_OVER), "finished call");
    const legs = all.filter((call) => call.endedAt === null).length;
    at("board-sum").textContent = live.length === 0
      ? "No calls"
      : `${counted(live.length, "call")}, ${counted(legs, "leg")}`;
    move();
  }

  /** What changes all the time, without drawing anew. */
  function move() {
    for (const one of document.querySelectorAll("#running [data-sid]")) {
      const leg = calls.get(/** @type {HTMLElement} */ (one).dataset.sid ?? "");
      if (leg === undefined) continue;
      const { style } = /** @type {HTMLElement} */ (one);
      style.setProperty("--said", String(loudness(leg.said)));
      style.setProperty("--heard", String(loudness(leg.heard)));
      const time = one.querySelector(".time");
      if (time) time.textContent = lengthOf(leg, Date.now() + ahead);
      const tones = one.querySelector(".tones");
      if (tones) tones.textContent = soundOf(leg);
    }
  }

  setInterval(move, 500);
  return {
    clear: () => calls.clear(),
    /** @param {{now: number, calls: any[], gone: string[]}} news */
    show({ now, calls: changed, gone }) {
      ahead = now - Date.now();
      for (const sid of gone) calls.delete(sid);
      for (const call of changed) calls.set(call.sid, call);
      draw();
    },
  };
}

/** @param {any[]} members legs that are in a conference */
function drawConferences(members) {
  /** @type {Map<string, any[]>} */
  const rooms = new Map();
  for (const leg of members) {
    const name = leg.conference.friendlyName ?? String(leg.conference);
    rooms.set(name, [...rooms.get(name) ?? [], leg]);
  }
  fill(
    at("conferences"),
    [...rooms].map(([name, legs]) => ({
      key: name,
      shows: JSON.stringify(legs.map(({ sid, status, conference }) => [sid, status, conference])),
      make: () =>
        element(
          "li",
          "room",
          element("p", "room-name", icon("users"), `Conference ${name}`),
          element("ul", "room-members", ...legs.map(drawMember)),
        ),
    })),
  );
  at("conferences").hidden = rooms.size === 0;
}

/** @param {any} leg */
function drawMember(leg) {
  const { label, muted, hold, coaching } = leg.conference;
  const rings = leg.status !== "in-progress";
  const state = rings
    ? "ringing"
    : hold
    ? "on hold"
    : coaching
    ? "whispering"
    : muted
    ? "muted"
    : "talking";
  const other = leg.parentSid === null ? leg.from : leg.to;
  const made = element(
    "li",
    "member",
    element("b", "", label || readable(other)),
    ...(label ? [element("span", "", readable(other))] : []),
    element("span", "state", state),
  );
  made.dataset.kind = rings ? "ring" : hold ? "hold" : muted ? "plain" : "live";
  return made;
}

/** @param {{level: number}} sound @returns {number} 0 to 1, from -60 dB to -10 dB */
function loudness({ level }) {
  return Math.min(1, Math.max(0, (20 * Math.log10(level + 1e-6) + 60) / 50));
}

/** @param {any} call @returns {string} what comes from the far end of this leg */
function soundOf({ status, said }) {
  if (status !== "in-progress" || said.level < 0.004) return "";
  const tones = said.tones.slice(0, 2).map((/** @type {number} */ hz) => `${hz} Hz`);
  return tones.length > 0 ? tones.join(", ") : "speaks";
}

/** @param {any} call @param {number} now */
function lengthOf({ endedAt, answeredAt, startedAt }, now) {
  const end = endedAt === null ? now : Date.parse(endedAt);
  return duration(end - Date.parse(answeredAt ?? startedAt));
}
