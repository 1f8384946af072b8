import type { IntrospectResult } from "@supabase/lite";
import { isObject } from "./json-body.ts";
import { Refusal } from "./refusal.ts";
import { functionsCalled, relationOf } from "./relation.ts";

/**
 * A JSON array as the body of a function's call. PostgREST takes objects with the same keys only, and a function with
 * these names as arguments gets the first; Lite takes the array for the arguments in their order.
 * @throws {Refusal} PGRST102
 */
export function readArrayBody(
  request: Request,
  body: unknown,
  catalog: IntrospectResult,
): unknown {
  const relation = relationOf(request);
  if (relation === null || !relation.isFunction || !Array.isArray(body)) return body;
  const [first = {}, ...others] = body;
  const isLikeFirst = (one: unknown) =>
    isObject(one) && isObject(first) && Object.keys(one).length === Object.keys(first).length &&
    Object.keys(one).every((name) => Object.hasOwn(first, name));
  if (!isObject(first) || !others.every(isLikeFirst)) {
    throw new Refusal(400, { code: "PGRST102", message: "All object keys must match" });
  }
  const given = Object.keys(first);
  const takesNamed = functionsCalled(catalog, relation.name).some((one) => {
    const required = one.arg_names.slice(0, one.arg_types.length - one.arg_defaults);
    return one.arg_names.length === one.arg_types.length &&
      given.every((name) => one.arg_names.includes(name)) &&
      required.every((name) => given.includes(name));
  });
  return takesNamed ? first : body;
}
