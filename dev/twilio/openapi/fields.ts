// What JSON Schema alone does not tell: Twilio describes no field as required and forbids none, yet sends all that it
// describes. So the names are compared, too.

import * as v from "valibot";

interface Schema {
  type?: string | undefined;
  pattern?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
}
const schema: v.GenericSchema<unknown, Schema> = v.object({
  type: v.optional(v.string()),
  pattern: v.optional(v.string()),
  properties: v.optional(v.record(v.string(), v.lazy(() => schema))),
  items: v.optional(v.lazy(() => schema)),
});
const content = v.record(v.string(), v.object({ schema: v.optional(schema) }));

const described = v.object({
  requestBody: v.optional(v.object({ content })),
  responses: v.optional(v.record(v.string(), v.object({ content: v.optional(content) })), {}),
});

interface Names {
  form: Record<string, Schema>;
  responses: v.InferOutput<typeof described>["responses"];
}
const known = new WeakMap<object, Names>();

/** Names and schemas of an operation; its `$ref`s are resolved already. */
function read(operation: object): Names {
  const names = known.get(operation) ?? parse(operation);
  known.set(operation, names);
  return names;
}

function parse(operation: object): Names {
  const { requestBody, responses } = v.parse(described, operation);
  const form = requestBody?.content["application/x-www-form-urlencoded"]?.schema?.properties ?? {};
  return { form, responses };
}

/**
 * The fields of a request's body as they are described: one value of a list is a list, and an empty SID, which takes
 * the SID away (documented), is none.
 */
export function bodyOf(
  operation: object,
  fields: Record<string, string | string[]>,
): Record<string, string | string[]> {
  const { form } = read(operation);
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => value !== "" || form[name]?.pattern === undefined)
      .map(([name, value]) => [
        name,
        form[name]?.type === "array" && typeof value === "string" ? [value] : value,
      ]),
  );
}

/** Fields of a request's body that the description does not have. */
export function unknownNames(operation: object, fields: readonly string[]): string[] {
  const { form } = read(operation);
  return fields.filter((name) => !(name in form));
}

/** Fields of an answer that are missing, and those that the description does not have. */
export function differences(operation: object, status: number, body: unknown): string[] {
  const { responses } = read(operation);
  const root = responses[String(status)]?.content?.["application/json"]?.schema;
  return root === undefined ? [] : Array.from(new Set(compare(root, body, "")));
}

function compare(wanted: Schema, value: unknown, at: string): string[] {
  if (Array.isArray(value)) {
    const { items } = wanted;
    return items === undefined ? [] : value.flatMap((one) => compare(items, one, `${at}/*`));
  }
  if (typeof value !== "object" || value === null || wanted.properties === undefined) return [];
  const sent = new Map(Object.entries(value));
  const missing = Object.keys(wanted.properties).filter((name) => !sent.has(name))
    .map((name) => `${at}/${name} is missing`);
  const others = [...sent].flatMap(([name, one]) => {
    const part = wanted.properties?.[name];
    return part === undefined
      ? [`${at}/${name} is not described`]
      : compare(part, one, `${at}/${name}`);
  });
  return [...missing, ...others];
}
