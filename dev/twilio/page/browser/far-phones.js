// What happens at numbers of the outside world that no telephone of this page has.

import { at, button, element, fill } from "./dom.js";
import { plain, readable } from "./words.js";

/** @type {Record<string, {words: string, behaviour: string, field?: string, label?: string, example?: string}>} */
const KINDS = {
  answer: { words: "answers", behaviour: "answer" },
  busy: { words: "is busy", behaviour: "busy" },
  "no-answer": { words: "doesn't answer", behaviour: "no-answer" },
  reject: { words: "declines", behaviour: "reject" },
  voicemail: { words: "goes to voicemail", behaviour: "voicemail" },
  tone: { words: "plays a tone", behaviour: "answer", field: "tone", label: "Hz", example: "440" },
  text: {
    words: "says something",
    behaviour: "answer",
    field: "text",
    label: "Words",
    example: "Good morning, how can I help?",
  },
  digits: {
    words: "presses keys",
    behaviour: "answer",
    field: "digits",
    label: "Keys",
    example: "1",
  },
};

/** @param {any} set @returns {string} */
export function told({ behaviour, ringMs, tone, text, digits, hangupAfterMs }) {
  const base = Object.values(KINDS).find((kind) => kind.behaviour === behaviour)?.words ??
    behaviour;
  return [
    base,
    ...(ringMs === undefined ? [] : [`after ${ringMs / 1000} s`]),
    ...(tone === undefined ? [] : [`plays ${tone} Hz`]),
    ...(text === undefined ? [] : [`says “${text}”`]),
    ...(digits === undefined ? [] : [`presses ${digits}`]),
    ...(hangupAfterMs === undefined ? [] : [`hangs up ${hangupAfterMs / 1000} s later`]),
  ].join(", ");
}

export function showFarPhones() {
  const kind = () => KINDS[at("far-does").value] ?? KINDS["answer"];
  at("far-does").append(...Object.entries(KINDS).map(([key, { words }]) => new Option(words, key)));

  function chosen() {
    const { field, label, example } = kind();
    at("far-value-label").hidden = field === undefined;
    at("far-value-word").textContent = label ?? "";
    at("far-value").value = example ?? "";
    const rings = !["busy", "no-answer"].includes(at("far-does").value);
    at("far-ring").disabled = !rings;
  }

  /** @param {string} number @param {object | null} set null: ordinary again */
  async function send(number, set) {
    const answer = await fetch(`/_control/numbers/${encodeURIComponent(number)}`, {
      method: set === null ? "DELETE" : "PUT",
      ...(set === null ? {} : { body: JSON.stringify(set) }),
    });
    at("far-problem").textContent = answer.ok ? "" : (await answer.json()).error.message;
    if (answer.ok) {
      at("polite").textContent = set === null
        ? `${readable(number)} answers again like any other`
        : `${readable(number)} ${told(set)}`;
    }
  }

  at("far-does").addEventListener("change", chosen);
  at("far-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const number = plain(at("far-number").value);
    if (!/^\+[1-9]\d{6,14}$/.test(number)) {
      at("far-problem").textContent =
        "Write the number with + and its country code, as +14155550155.";
      at("far-number").focus();
      return;
    }
    const { behaviour, field } = kind();
    const value = at("far-value").value.trim();
    void send(number, {
      behaviour,
      ...(at("far-ring").disabled
        ? {}
        : { ringMs: Math.round(Number(at("far-ring").value) * 1000) }),
      ...(field === undefined ? {} : { [field]: field === "tone" ? Number(value) : value }),
    });
  });
  chosen();

  return {
    /** @param {{number: string}[]} behaviours */
    show(behaviours) {
      fill(
        at("far"),
        behaviours.map(({ number, ...set }) => ({
          key: number,
          shows: JSON.stringify(set),
          make() {
            const remove = button("small", "Forget", () => void send(number, null));
            remove.setAttribute("aria-label", `Forget ${readable(number)}`);
            return element(
              "li",
              "",
              element("b", "", readable(number)),
              element("span", "", told(set)),
              remove,
            );
          },
        })),
      );
    },
  };
}
