// Lists as the 2010-04-01 API pages them.

import type { RestRequest } from "./request.ts";

const DEFAULT_SIZE = 50;
const MOST = 1000;

/** One page of `items` (newest first, as given), with the links that the official library follows. */
export function page(request: RestRequest, key: string, items: readonly unknown[]) {
  const { path, query } = request;
  const size = Math.min(
    MOST,
    Math.max(1, Number(query.get("PageSize") ?? DEFAULT_SIZE) || DEFAULT_SIZE),
  );
  const number = Math.max(0, Math.trunc(Number(query.get("Page") ?? 0)) || 0);
  const start = number * size;
  const shown = items.slice(start, start + size);
  const link = (to: number) => {
    const params = new URLSearchParams(query);
    params.set("PageSize", String(size));
    params.set("Page", String(to));
    // Twilio's own links carry a token; ours needs none, and the library only passes it on.
    if (to > 0) params.set("PageToken", `PT${to}`);
    else params.delete("PageToken");
    return `${path}?${params.toString()}`;
  };
  return {
    [key]: shown,
    page: number,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: link(number),
    first_page_uri: link(0),
    previous_page_uri: number > 0 ? link(number - 1) : null,
    next_page_uri: start + size < items.length ? link(number + 1) : null,
  };
}
