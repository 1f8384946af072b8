// What JSON Schema alone does not tell: Twilio describes no field as required and forbids none, yet sends all that it
// describes. So the names are compared, too.

import * as v from "valibot";

interface Schema {
  type?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
}
const schema: v.GenericSchema<unknown, Schema> = v.object({
  type: v.optional(v.string()),
  properties: v.optional(v.record(v.string(), v.lazy(() => schema))),
  items: v.optional(v.lazy(() => schema)),
});
const content = v.record(v.string(), v.object({ schema: v.optional(schema) }));

const described = v.object({
  parameters: v.optional(v.array(v.object({ name: v.string(), in: v.string() })), []),
  requestBody: v.optional(v.object({ content })),
  responses: v.optional(v.record(v.string(), v.object({ content: v.optional(content) })), {}),
});

interface Names {
  query: { name: string }[];
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
  const { parameters, requestBody, responses } = v.parse(described, operation);
  const form = requestBody?.content["application/x-www-form-urlencoded"]?.schema?.properties ?? {};
  return { query: parameters.filter((one) => one.in === "query"), form, responses };
}

/** Fields of the request's body that are lists. */
export function listNames(operation: object): Set<string> {
  const { form } = read(operation);
  return new Set(Object.keys(form).filter((name) => form[name]?.type === "array"));
}

/** What a request sends and the description does not name. */
export function unknownNames(
  operation: object,
  form: Iterable<string>,
  query: Iterable<string>,
): string[] {
  const names = read(operation);
  const inQuery = new Set(names.query.map(({ name }) => name));
  return [
    ...[...form].filter((name) => !(name in names.form)),
    ...[...query].filter((name) => !inQuery.has(name)),
  ];
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
