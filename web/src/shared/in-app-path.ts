type Link = Pick<HTMLAnchorElement, "href" | "target" | "hasAttribute">;
type Press = Pick<
  MouseEvent,
  "button" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "defaultPrevented"
>;

/**
 * Where a pressed link leads within the app, path and query. Null when the press is the browser's: for another tab, a
 * download, another site, or a place on the same page.
 * @param here the page's address
 */
export function inAppPath(
  link: Link,
  press: Press,
  here: Pick<Location, "origin" | "pathname" | "search">,
): string | null {
  if (press.defaultPrevented || press.button !== 0) return null;
  if (press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return null;
  if (!link.hasAttribute("href") || link.hasAttribute("download")) return null;
  if (link.target !== "" && link.target !== "_self") return null;
  const to = new URL(link.href, here.origin);
  if (to.origin !== here.origin) return null;
  const isSamePage = to.pathname === here.pathname && to.search === here.search;
  return isSamePage && to.hash !== "" ? null : to.pathname + to.search;
}
