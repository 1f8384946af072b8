// Every request that the simulator sent to the customer's server, with its answer.

import { at, button, element, fill, icon } from "./dom.js";
import { duration } from "./line.js";
import { counted, readable } from "./words.js";

const SHOWN = 60;
const KEPT = 2000;

/** @param {{calls?: string[], text: string}} wanted @param {any} hook */
export function fits({ calls, text }, hook) {
  const sids = [hook.form.CallSid, hook.form.ParentCallSid];
  if (calls && !sids.some((sid) => calls.includes(sid))) return false;
  if (text === "") return true;
  const words = `${hook.url} ${Object.values(hook.form).join(" ")} ${hook.status} ${hook.answer}`
    .toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

/** @param {any} hook @returns {string} what it tells, in a few words */
export function gist({ form }) {
  if (form.ErrorCode) return `error ${form.ErrorCode}`;
  if (form.StatusCallbackEvent) return form.StatusCallbackEvent;
  if (form.RecordingStatus) return `recording ${form.RecordingStatus}`;
  if (form.DialCallStatus) {
    return `dial ${form.DialCallStatus}${form.DialBridged === "true" ? ", bridged" : ""}`;
  }
  if (form.Digits !== undefined) return `keys ${form.Digits || "none"}`;
  return form.CallStatus ?? "";
}

/** @param {any} hook */
function whom({ form }) {
  if (form.From === undefined) {
    return [form.FriendlyName, form.ParticipantLabel].filter(Boolean).join(", ");
  }
  return form.To ? `${readable(form.From)} → ${readable(form.To)}` : readable(form.From);
}

export function showWebhooks() {
  /** @type {Map<number, any>} */
  const hooks = new Map();
  /** @type {Set<number>} */
  const open = new Set();
  /** @type {string[] | undefined} */
  let calls;

  function draw() {
    const text = at("hooks-search").value.trim();
    const found = [...hooks.values()].filter((hook) =>
      fits({ ...(calls ? { calls } : {}), text }, hook)
    )
      .sort((a, b) => b.n - a.n);
    fill(
      at("hooks"),
      found.slice(0, SHOWN).map((hook) => ({
        key: String(hook.n),
        shows: JSON.stringify([hook.status, hook.ms]),
        make: () => drawHook(hook),
      })),
    );
    at("hooks").hidden = found.length === 0;
    at("no-hooks").hidden = hooks.size > 0;
    at("hooks-sum").textContent = hooks.size === 0
      ? ""
      : found.length === hooks.size
      ? counted(hooks.size, "webhook")
      : `${found.length} of ${counted(hooks.size, "webhook")}`;
  }

  /** @param {any} hook */
  function drawHook(hook) {
    const item = element("li", "hook");
    const { pathname, search } = new URL(hook.url);
    const toggle = element(
      "button",
      "hook-row",
      icon("chevron-right"),
      element("span", "when", new Date(hook.at).toLocaleTimeString()),
      element("span", "path", element("b", "", gist(hook)), element("code", "", pathname + search)),
      element("span", "whom", whom(hook)),
      element("span", "answered", ...answered(hook)),
    );
    toggle.setAttribute("type", "button");
    const repeat = button("small", "Repeat", () => void again(hook, repeat), "repeat-2");
    repeat.setAttribute("aria-label", `Repeat webhook ${hook.n}, ${gist(hook)}`);
    const more = element("div", "more");
    item.append(toggle, repeat, more);
    const unfold = (/** @type {boolean} */ on) => {
      toggle.setAttribute("aria-expanded", String(on));
      more.hidden = !on;
      if (on) open.add(hook.n);
      else open.delete(hook.n);
      if (on && more.childElementCount === 0) more.append(...contents(hook));
    };
    toggle.addEventListener("click", () => unfold(more.hidden));
    unfold(open.has(hook.n));
    return item;
  }

  at("hooks-search").addEventListener("input", draw);
  at("hooks-only").addEventListener("click", () => {
    calls = undefined;
    at("hooks-only").hidden = true;
    at("hooks-search").focus();
    draw();
  });
  return {
    clear() {
      hooks.clear();
      open.clear();
    },
    /** @param {any[]} changed */
    show(changed) {
      if (changed.length === 0 && hooks.size > 0) return;
      for (const hook of changed) hooks.set(hook.n, hook);
      for (const n of [...hooks.keys()].slice(0, Math.max(0, hooks.size - KEPT))) hooks.delete(n);
      draw();
    },
    /** Shows only those of a call. @param {string[]} sids @param {string} name */
    only(sids, name) {
      calls = sids;
      at("hooks-only").hidden = false;
      at("hooks-only").querySelector("span").textContent = `Only ${name}`;
      at("hooks-only").setAttribute("aria-label", `Only ${name}: show all again`);
      draw();
      at("hooks-only").scrollIntoView({ block: "center" });
      at("hooks-only").focus({ preventScroll: true });
    },
  };
}

/** @param {any} hook @returns {(Node | string)[]} */
function answered({ status, ms, answer }) {
  if (ms === null) return [element("span", "status", "under way")];
  const made = element("span", "status", status === null ? "no answer" : String(status));
  made.dataset.kind = status !== null && status < 400 ? "live" : "failed";
  if (status === null) made.title = answer;
  return [made, element("span", "ms", `${ms} ms`)];
}

/** @param {any} hook @returns {HTMLElement[]} */
function contents({ method, url, form, signature, answer, n }) {
  const table = element("dl", "form");
  for (const [name, value] of Object.entries(form)) {
    table.append(element("dt", "", name), element("dd", "", String(value)));
  }
  const pre = element("pre", "", answer === "" ? "(empty)" : indented(answer));
  pre.tabIndex = 0;
  pre.setAttribute("aria-label", `Answer to webhook ${n}`);
  return [
    element("p", "address", element("code", "", `${method} ${url}`)),
    element("div", "", element("h3", "", "Form"), table),
    element(
      "div",
      "",
      element("h3", "", "Answer"),
      pre,
      element("h3", "", "X-Twilio-Signature"),
      element("code", "", signature),
    ),
  ];
}

/** @param {string} xml with a line for each element, as far as that is safe to do by its tags alone */
export function indented(xml) {
  if (!xml.trimStart().startsWith("<")) return xml;
  let depth = 0;
  return xml.replaceAll(/>\s*</g, ">\n<").split("\n").map((line) => {
    if (line.startsWith("</")) depth--;
    const shown = "  ".repeat(Math.max(0, depth)) + line;
    if (/^<[^/?!]/.test(line) && !line.endsWith("/>") && !line.includes("</")) depth++;
    return shown;
  }).join("\n");
}

/** @param {any} hook @param {HTMLElement} pressed */
async function again(hook, pressed) {
  pressed.toggleAttribute("disabled", true);
  const began = Date.now();
  let words = "The simulator is gone";
  try {
    const response = await fetch(`/_control/webhooks/${hook.n}/repeat`, { method: "POST" });
    const { status, ms } = await response.json();
    words = status === null
      ? "Sent again: no answer"
      : `Sent again: ${status} after ${ms ?? duration(Date.now() - began)} ms`;
  } catch {
    // The header says that the connection is lost.
  }
  at("polite").textContent = words;
  at("hooks-sum").textContent = words;
  pressed.toggleAttribute("disabled", false);
  pressed.focus();
}
