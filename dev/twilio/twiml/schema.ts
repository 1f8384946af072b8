// Which verbs, nouns and attributes are understood.

import { TwimlFailure } from "./failure.ts";
import type { Verb } from "./parse.ts";

interface Shape {
  attributes: readonly string[];
  /** Elements that may stand inside; "any" for markup that is only read as text. */
  inside: readonly string[] | "any";
}

const callback = ["statusCallback", "statusCallbackEvent", "statusCallbackMethod", "url", "method"];
const SHAPES: Record<string, Shape> = {
  Response: {
    attributes: [],
    inside: ["Say", "Play", "Pause", "Dial", "Gather", "Redirect", "Reject", "Hangup"],
  },
  Say: { attributes: ["voice", "language", "loop"], inside: "any" },
  Play: { attributes: ["loop", "digits"], inside: [] },
  Pause: { attributes: ["length"], inside: [] },
  Dial: {
    attributes: [
      "action",
      "method",
      "timeout",
      "timeLimit",
      "callerId",
      "answerOnBridge",
      "hangupOnStar",
    ],
    inside: ["Number", "Client"],
  },
  Number: { attributes: [...callback, "sendDigits"], inside: [] },
  Client: { attributes: callback, inside: ["Identity", "Parameter"] },
  Identity: { attributes: [], inside: [] },
  Parameter: { attributes: ["name", "value"], inside: [] },
  Gather: {
    attributes: [
      "input",
      "action",
      "method",
      "timeout",
      "numDigits",
      "finishOnKey",
      "actionOnEmptyResult",
    ],
    inside: ["Say", "Play", "Pause"],
  },
  Redirect: { attributes: ["method"], inside: [] },
  Reject: { attributes: ["reason"], inside: [] },
  Hangup: { attributes: [], inside: [] },
};

/** Twilio's limit of nouns in one Dial. */
const MOST_NOUNS = 10;

/**
 * Checks a document before any of it runs.
 * @returns what is not understood and ignored (Twilio: warning 12200), one sentence each
 * @throws {TwimlFailure} 12200 for an element that is unknown, misplaced, or of a kind that is not simulated. Assumed:
 *   Twilio's own documentation calls 12200 a warning; here it is loud, so that the mistake is found.
 */
export function checkTwiml(verbs: readonly Verb[]): string[] {
  const response: Verb = { name: "Response", attributes: {}, children: [...verbs], text: "" };
  return checkElement(response);
}

function checkElement(element: Verb): string[] {
  const shape = SHAPES[element.name];
  if (shape === undefined) return [];
  const ignored = Object.keys(element.attributes)
    .filter((name) => !shape.attributes.includes(name))
    .map((name) => `<${element.name} ${name}> is unknown or not simulated, ignored`);
  if (shape.inside === "any") return ignored;
  for (const child of element.children) {
    if (!shape.inside.includes(child.name)) {
      const where = element.name === "Response" ? "" : ` in <${element.name}>`;
      throw new TwimlFailure(12200, `<${child.name}>${where} is unknown or not simulated`);
    }
  }
  if (element.name === "Dial" && element.children.length > MOST_NOUNS) {
    throw new TwimlFailure(12200, `<Dial> has more than ${MOST_NOUNS} nouns`);
  }
  return [...ignored, ...element.children.flatMap(checkElement)];
}
