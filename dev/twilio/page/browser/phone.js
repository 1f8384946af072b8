// One telephone of the page: a number, a line, a keypad.

import { connect } from "./connection.js";
import { at } from "./dom.js";
import { duration, IDLE, next } from "./line.js";
import { openMedia } from "./media.js";
import { play } from "./sounds.js";
import { lampOf, nameOf, plain, readable, spoken } from "./words.js";

const KEYS = "123456789*0#";
const E164 = /^\+[1-9]\d{6,14}$/;
const HOW = "Write the number with + and its country code, as +14155550142.";
const FORGET_MS = 4000;
/** A second click that was meant for Answer must not mute or end the call. */
const GUARD_MS = 600;

/** A number that is set aside for fiction: +1 415 555 0100 to 0199. */
const fictional = () => `+1415555${String(100 + Math.floor(Math.random() * 100)).padStart(4, "0")}`;

/**
 * @param {{name: string, toneHz: number, audio: AudioContext, onChange: () => void}} options
 */
export function addPhone({ name, toneHz, audio, onChange }) {
  const root = at("phone").content.cloneNode(true).firstElementChild;
  root.setAttribute("aria-label", `Telephone ${name}`);
  /** @type {Record<string, any>} */
  const parts = {};
  for (const part of root.querySelectorAll("[data-part]")) parts[part.dataset.part] = part;
  const part = (/** @type {string} */ wanted) => parts[wanted];
  for (const [of, label] of LABELS) {
    part(label).id = `${label}-${name}`;
    part(of).setAttribute("aria-labelledby", `${label}-${name}`);
  }
  part("own-problem").id = `own-problem-${name}`;
  part("own-input").setAttribute("aria-describedby", `own-problem-${name}`);
  part("own-label").textContent = `Telephone ${name}`;
  part("own-change").setAttribute("aria-label", `Change the number of telephone ${name}`);

  const kept = `softphone-telephone-${name}`;
  let line = IDLE;
  let own = sessionStorage.getItem(kept) ?? fictional();
  let chosen = false;
  /** @type {Awaited<ReturnType<typeof openMedia>> | null} */
  let media = null;
  let offered = "";
  let stopSound = () => {};
  let guardUntil = 0;

  const connection = connect("/telephone", {
    onUp: () => connection.send({ type: "hold", number: own }),
    onDown: () => happened({ type: "ended", message: "The simulator is gone" }),
    onMessage(message) {
      if (message.type === "held") held(message.number);
      else if (message.type === "taken") taken(message.number);
      else {
        if (message.type === "ring") offered = message.sdp;
        else if (message.sdp) void media?.accept(message.sdp);
        happened(message);
      }
    },
  });

  /** @param {any} event */
  function happened(event) {
    const before = line;
    line = next(line, event, Date.now());
    if (line === before) return;
    if (line.phase !== before.phase) entered();
    show();
  }

  function entered() {
    stopSound();
    stopSound = () => {};
    if (line.phase === "ringing-in") stopSound = play(audio, "bell");
    if (line.phase === "ringing-out") stopSound = play(audio, "ringback");
    if (line.phase === "talking") guardUntil = Date.now() + GUARD_MS;
    const { word, who, say } = lampOf(line);
    const number = line.other === "" ? who : spoken(line.other);
    const urgent = line.phase === "ringing-in" || line.phase === "talking";
    at(urgent ? "assertive" : "polite").textContent = line.phase === "idle"
      ? ""
      : `Telephone ${name}: ${word}, ${number}. ${say}`;
    if (line.phase === "ended") {
      media?.close();
      media = null;
      const { id } = line;
      setTimeout(() => line.id === id && happened({ type: "forget" }), FORGET_MS);
    }
    // Focus follows what replaced the pressed control; it never comes from elsewhere on the page.
    const wanted = {
      "ringing-in": "answer",
      talking: "mute",
      placing: "hang-up",
      ended: "dial-call",
    }[line.phase];
    const active = document.activeElement;
    if (
      wanted && (active === document.body || root.contains(active)) && active?.tagName !== "INPUT"
    ) {
      requestAnimationFrame(() => part(wanted).focus({ preventScroll: true }));
    }
  }

  function show() {
    const { tone, arcs, icon, word, who, say } = lampOf(line);
    part("lamp").dataset.tone = tone;
    part("lamp").toggleAttribute("data-arcs", arcs);
    part("lamp-icon").setAttribute("href", `#i-${icon}`);
    part("lamp-word").textContent = word;
    part("lamp-who").textContent = who;
    part("lamp-say").textContent = line.phase === "talking" && media && !media.speaks
      ? "No microphone: they can't hear you."
      : say;
    const talking = line.phase === "talking";
    const ringing = line.phase === "ringing-in";
    const calling = line.phase === "placing" || line.phase === "ringing-out" ||
      line.phase === "picking-up";
    part("meters").hidden = !talking;
    part("actions-ring").hidden = !ringing;
    part("actions-call").hidden = !(talking || calling);
    part("dial").hidden = talking || ringing || calling;
    part("mute").disabled = !talking;
    part("own-change").disabled = talking || ringing || calling;
    part("mute").setAttribute("aria-pressed", String(line.muted));
    part("mute-word").textContent = line.muted ? "Unmute" : "Mute";
    part("mute-icon").setAttribute("href", line.muted ? "#i-mic-off" : "#i-mic");
    part("hang-up-word").textContent = calling ? "Cancel call" : "Hang up";
    part("keys").hidden = !talking;
    part("pressed").textContent = line.keys || "none yet";
    tick();
    onChange();
  }

  function tick() {
    const guarded = String(Date.now() < guardUntil);
    part("mute").setAttribute("aria-disabled", guarded);
    part("hang-up").setAttribute("aria-disabled", guarded);
    const running = line.phase !== "idle" && line.phase !== "ended";
    part("lamp-time").textContent = running ? duration(Date.now() - line.since) : "";
    const { you, them } = media && line.phase === "talking" ? media.levels() : { you: 0, them: 0 };
    part("meter-you").style.setProperty("--level", String(line.muted ? 0 : you));
    part("meter-them").style.setProperty("--level", String(them));
  }

  const open = () =>
    openMedia({ ear: part("ear"), context: audio, voice: part("voice").value, toneHz });

  /** @param {string} to */
  async function call(to) {
    if (line.phase !== "idle" && line.phase !== "ended") return;
    const id = crypto.randomUUID();
    void audio.resume();
    happened({ type: "place", id, to });
    media = await open();
    const sdp = await media.offer();
    if (line.id !== id || line.phase === "ended") return media.close();
    if (!connection.send({ type: "call", id, to, sdp })) {
      happened({ type: "ended", id, message: "The simulator is gone" });
    }
  }

  async function answer() {
    const { id } = line;
    void audio.resume();
    happened({ type: "pick up", id });
    media = await open();
    const sdp = await media.answer(offered);
    if (line.id !== id || line.phase === "ended") return media.close();
    connection.send({ type: "answer", id, sdp });
  }

  /** @param {"reject" | "hangup"} how */
  function leave(how) {
    if (Date.now() < guardUntil) return;
    happened({ type: "leave" });
    connection.send({ type: how, id: line.id });
  }

  /** @param {string} digits */
  function press(digits) {
    if (line.phase !== "talking") return;
    connection.send({ type: "digits", id: line.id, digits });
    happened({ type: "keys", digits });
  }

  /** @param {string} number */
  function held(number) {
    own = number;
    chosen = false;
    sessionStorage.setItem(kept, number);
    part("own-number").textContent = readable(number);
    edit(false);
    show();
  }

  /** @param {string} number */
  function taken(number) {
    if (!chosen) {
      own = fictional();
      connection.send({ type: "hold", number: own });
      return;
    }
    part("own-problem").textContent = `${readable(number)} is another telephone already.`;
  }

  /** @param {boolean} on */
  function edit(on) {
    part("own-problem").textContent = "";
    const had = part("own-form").contains(document.activeElement);
    part("own-form").hidden = !on;
    part("own-shown").hidden = on;
    if (on) {
      part("own-input").value = own;
      part("own-input").select();
    } else if (had) part("own-change").focus();
  }

  /** @param {{phoneNumber: string}[]} numbers those of accounts, to be called from here */
  function showNumbers(numbers) {
    at("numbers").replaceChildren(
      ...numbers.map(({ phoneNumber }) =>
        new Option(`${readable(phoneNumber)} ${nameOf(phoneNumber)}`, phoneNumber)
      ),
    );
    const [first] = numbers;
    if (part("dial-input").value === "" && first) part("dial-input").value = first.phoneNumber;
    showNamed();
  }

  function showNamed() {
    const typed = plain(part("dial-input").value);
    part("dial-hint").textContent = typed === ""
      ? "No account has a number yet."
      : nameOf(typed) || "Not a number of an account";
  }

  for (const key of KEYS) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = key;
    made.dataset.key = key;
    made.addEventListener("click", () => press(key));
    part("keypad").append(made);
  }
  root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    if (/INPUT|SELECT/.test(/** @type {Element} */ (target).tagName)) return;
    if (ctrlKey || altKey || metaKey || !KEYS.includes(key)) return;
    press(key);
    const hit = part("keypad").querySelector(`[data-key="${CSS.escape(key)}"]`);
    hit?.classList.add("hit");
    setTimeout(() => hit?.classList.remove("hit"), 90);
  });
  part("answer").addEventListener("click", answer);
  part("decline").addEventListener("click", () => leave("reject"));
  part("hang-up").addEventListener("click", () => leave("hangup"));
  part("mute").addEventListener("click", () => {
    if (Date.now() < guardUntil) return;
    media?.mute(!line.muted);
    happened({ type: "mute", on: !line.muted });
  });
  part("own-change").addEventListener("click", () => edit(true));
  part("own-cancel").addEventListener("click", () => edit(false));
  part("own-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const number = plain(part("own-input").value);
    if (E164.test(number)) {
      chosen = true;
      connection.send({ type: "hold", number });
    } else part("own-problem").textContent = HOW;
  });
  part("dial-input").addEventListener("input", showNamed);
  part("dial").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const number = plain(part("dial-input").value);
    part("dial-problem").textContent = E164.test(number) ? "" : HOW;
    if (E164.test(number)) void call(number);
  });
  setInterval(tick, 100);
  part("own-number").textContent = readable(own);
  at("phones").append(root);
  show();

  return {
    showNumbers,
    title: () =>
      line.phase === "ringing-in"
        ? `● ${readable(line.other)} calls`
        : line.phase === "talking"
        ? `On call ${readable(line.other)}`
        : "",
  };
}

/** Which part is named by which. */
const LABELS = [
  ["own-number", "own-label"],
  ["own-input", "own-label"],
  ["dial-input", "dial-label"],
  ["pressed", "pressed-label"],
];
