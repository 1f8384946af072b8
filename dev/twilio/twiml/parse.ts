// TwiML text to a tree of verbs.

import { XMLParser, XMLValidator } from "fast-xml-parser";
import * as v from "valibot";
import { TwimlFailure } from "./failure.ts";

export interface Verb {
  name: string;
  attributes: Record<string, string>;
  children: Verb[];
  /** All text inside, trimmed. */
  text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** A node as the parser gives it: one key for the element and its children, ":@" for the attributes, "#text". */
const nodes = v.array(v.record(v.string(), v.unknown()));
const attributes = v.optional(v.record(v.string(), v.string()), {});

/**
 * The verbs inside `<Response>`.
 * @throws {TwimlFailure} 12100 when it is no XML, 12102 when its root is another.
 */
export function parseTwiml(text: string): Verb[] {
  refuseForbidden(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    throw new TwimlFailure(12100, `${valid.err.msg}, line ${valid.err.line}`);
  }
  let tree: unknown;
  try {
    tree = parser.parse(text);
  } catch (error) {
    throw new TwimlFailure(12100, error instanceof Error ? error.message : String(error));
  }
  const roots = elements(tree);
  const [root] = roots;
  if (root === undefined) throw new TwimlFailure(12100, "the document is empty");
  if (root.name !== "Response" || roots.length > 1) throw new TwimlFailure(12102, root.name);
  return root.children;
}

/** No XML may hold these characters, neither as they are nor as a reference (XML 1.0, 2.2); the parser takes them. */
function refuseForbidden(text: string): void {
  for (const [whole, decimal, hex] of text.matchAll(/&#(?:(\d+)|[xX]([\da-fA-F]+));|[^]/gu)) {
    const point = decimal !== undefined
      ? Number(decimal)
      : hex !== undefined
      ? Number.parseInt(hex, 16)
      : whole.codePointAt(0) ?? 0;
    if (!isXmlCharacter(point)) {
      const code = point.toString(16).toUpperCase().padStart(4, "0");
      throw new TwimlFailure(12100, `XML may not hold the character U+${code}`);
    }
  }
}

const isXmlCharacter = (point: number) =>
  point === 0x9 || point === 0xa || point === 0xd || (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff);

function elements(list: unknown): Verb[] {
  return v.parse(nodes, list).flatMap((node): Verb[] => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name.startsWith("#") || name.startsWith("?")) return [];
    const inside = node[name];
    return [{
      name,
      attributes: v.parse(attributes, node[":@"]),
      children: elements(inside),
      text: textOf(inside).replace(/\s+/g, " ").trim(),
    }];
  });
}

function textOf(list: unknown): string {
  return v.parse(nodes, list).map((node) => {
    const text = node["#text"];
    if (typeof text === "string") return text;
    const name = Object.keys(node).find((key) => key !== ":@" && !key.startsWith("#"));
    return name === undefined ? "" : textOf(node[name]);
  }).join("");
}
