// Which verbs, nouns and attributes are understood, and what their values may be.

import { TwimlFailure } from "./failure.ts";
import type { Verb } from "./parse.ts";
import { SHAPES } from "./shapes.ts";

/** Something that is ignored, with the code of Twilio's warning. */
export interface Warning {
  code: number;
  message: string;
}

/** Twilio's limit of nouns in one Dial. */
const MOST_NOUNS = 10;

/** Valid for Twilio, and not simulated: said so, lest somebody look for a slip of the pen. */
const NOT_SIMULATED = new Set([
  "Application",
  "Autopilot",
  "Connect",
  "Echo",
  "Enqueue",
  "Leave",
  "Message",
  "Pay",
  "Prompt",
  "Queue",
  "Refer",
  "Sim",
  "Sip",
  "Siprec",
  "Sms",
  "Stop",
  "Stream",
  "Transcription",
  "VirtualAgent",
  "WhatsApp",
]);

/**
 * Checks a document before any of it runs.
 * @returns what is ignored: unknown attributes (12200) and wrong values, whose default is taken
 * @throws {TwimlFailure} 12200 for an element that is unknown or not simulated, 13215 and 13320 for one that stands
 *   wrongly in Dial or Gather. Assumed: Twilio's own documentation calls 12200 a warning; here it is loud, so that the
 *   mistake is found.
 */
export function checkTwiml(verbs: readonly Verb[]): Warning[] {
  const response: Verb = { name: "Response", attributes: {}, children: [...verbs], text: "" };
  return checkElement(response);
}

function checkElement(element: Verb): Warning[] {
  const shape = SHAPES[element.name];
  if (shape === undefined) return [];
  const warnings = Object.entries(element.attributes).flatMap(([name, value]): Warning[] => {
    const rule = shape.attributes[name];
    const what = `<${element.name} ${name}>`;
    if (rule === undefined) {
      return [{ code: 12200, message: `${what} is unknown or not simulated, ignored` }];
    }
    if (rule.right.test(value.trim())) return [];
    return [{ code: rule.code, message: `${what} cannot be "${value}": the default is taken` }];
  });
  if (shape.inside === "any") return warnings;
  for (const child of element.children) {
    if (!shape.inside.includes(child.name)) throw misplaced(element, child);
  }
  if (element.name === "Dial") checkNouns(element);
  return [...warnings, ...element.children.flatMap(checkElement)];
}

function misplaced(element: Verb, child: Verb): TwimlFailure {
  const where = element.name === "Response" ? "" : ` in <${element.name}>`;
  if (NOT_SIMULATED.has(child.name)) {
    return new TwimlFailure(12200, `<${child.name}>${where} is not simulated`);
  }
  if (child.name in SHAPES && element.name === "Dial") {
    return new TwimlFailure(13215, `<${child.name}>`);
  }
  if (child.name in SHAPES && element.name === "Gather") {
    return new TwimlFailure(13320, `<${child.name}>`);
  }
  return new TwimlFailure(12200, `<${child.name}>${where} is unknown`);
}

function checkNouns({ children }: Verb): void {
  if (children.length > MOST_NOUNS) {
    throw new TwimlFailure(12200, `<Dial> has more than ${MOST_NOUNS} nouns`);
  }
  const conferences = children.filter(({ name }) => name === "Conference");
  if (conferences.length > 0 && children.length > 1) {
    throw new TwimlFailure(13215, "<Conference> stands alone in a <Dial>");
  }
  if (conferences[0]?.text === "") throw new TwimlFailure(13237, "it is empty");
}
