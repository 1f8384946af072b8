import type { IntrospectResult } from "@supabase/lite";

/** The table or function that a request's path names; null for the root and for what is no path of the API. */
export function relationOf(request: Request): { name: string; isFunction: boolean } | null {
  const { pathname } = new URL(request.url);
  const [, called, name] = /^\/rest\/v1\/(rpc\/)?([^/]+)$/.exec(pathname) ?? [];
  return name === undefined
    ? null
    : { name: decodeURIComponent(name), isFunction: called !== undefined };
}

/** Every function of the exposed schema with a name: there can be several. */
export function functionsCalled(
  catalog: IntrospectResult,
  name: string,
): NonNullable<IntrospectResult["functions"]> {
  return (catalog.functions ?? []).filter((one) => one.schema === "public" && one.name === name);
}
