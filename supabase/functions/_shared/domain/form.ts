import { isStorable } from "./storable.ts";

/** A form as it was posted: every name with its values in their order, never an empty list. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** What the database gets of a form: a string, or a list where a name was repeated. */
export type FormRecord = Record<string, string | readonly string[]>;

/** Reads `application/x-www-form-urlencoded` text, or a query string without its question mark. */
export function parseForm(text: string): Form {
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = form.get(name);
    if (values === undefined) form.set(name, [value]);
    else values.push(value);
  }
  return form;
}

/** How many name-value pairs the form has. */
export function countFields(form: Form): number {
  return form.values().reduce((count, values) => count + values.length, 0);
}

/** The value of a field that must occur once; null when it is absent or repeated. */
export function single(form: Form, name: string): string | null {
  const [value, ...others] = form.get(name) ?? [];
  return value === undefined || others.length > 0 ? null : value;
}

export function toRecord(form: Form): FormRecord {
  return Object.fromEntries(
    form.entries().map(([name, [first = "", ...others]]) => [
      name,
      others.length === 0 ? first : [first, ...others],
    ]),
  );
}

/** The form without its empty fields: Twilio sends some when it has nothing to say, and they count as absent. */
export function filledFields(form: Form): Form {
  return new Map(form.entries().filter(([, values]) => values.some((value) => value !== "")));
}

/** Whether the database can be given the form at all. */
export function isStorableForm(form: Form): boolean {
  return form.entries().every(([name, values]) => isStorable(name) && values.every(isStorable));
}
