// Lists as Twilio pages them.

import type { RestRequest } from "./request.ts";

const DEFAULT_SIZE = 50;
const MOST = 1000;

/** One page of `items` (newest first, as given) in the 2010-04-01 API, with the links that the library follows. */
export function page(request: RestRequest, key: string, items: readonly unknown[]) {
  const { shown, number, size, start, link, hasNext } = cut(request, items);
  return {
    [key]: shown,
    page: number,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: link(number),
    first_page_uri: link(0),
    previous_page_uri: number > 0 ? link(number - 1) : null,
    next_page_uri: hasNext ? link(number + 1) : null,
  };
}

/** The same in the APIs with a host of their own. */
export function metaPage(request: RestRequest, key: string, items: readonly unknown[]) {
  const { shown, number, size, link, hasNext } = cut(request, items);
  const url = (to: number) => `https://${request.api}.twilio.com${link(to)}`;
  return {
    [key]: shown,
    meta: {
      key,
      page: number,
      page_size: size,
      url: url(number),
      first_page_url: url(0),
      previous_page_url: number > 0 ? url(number - 1) : null,
      next_page_url: hasNext ? url(number + 1) : null,
    },
  };
}

function cut({ path, query }: RestRequest, items: readonly unknown[]) {
  const asked = Number(query.get("PageSize") ?? DEFAULT_SIZE) || DEFAULT_SIZE;
  const size = Math.min(MOST, Math.max(1, Math.trunc(asked)));
  const number = Math.max(0, Math.trunc(Number(query.get("Page") ?? 0)) || 0);
  const start = number * size;
  const link = (to: number) => {
    const params = new URLSearchParams(query);
    params.set("PageSize", String(size));
    params.set("Page", String(to));
    // Twilio's own links carry a token; ours needs none, and the library only passes it on.
    if (to > 0) params.set("PageToken", `PT${to}`);
    else params.delete("PageToken");
    return `${path}?${params.toString()}`;
  };
  const hasNext = start + size < items.length;
  return { shown: items.slice(start, start + size), number, size, start, link, hasNext };
}
