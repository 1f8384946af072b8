// Which page is shown, by the address. Six fixed paths need no more than this; a router library weighs 7 kB (gzip).
import { createEffect, createSignal, startTransition } from "solid-js";
import { inAppPath } from "./in-app-path.ts";

export interface Here {
  /** Without a slash at its end: `/setup/team`. */
  pathname: string;
  /** With its question mark; empty when there is none. */
  search: string;
}

const [here, setHere] = createSignal<Here>({ pathname: "/", search: "" });

/** Where the person is. */
export { here };

const read = (): Here => ({
  pathname: location.pathname.replace(/(?<=.)\/+$/, ""),
  search: location.search,
});

/** The former page stays until the code of the next one is there. */
const follow = () => startTransition(() => setHere(read()));

/**
 * Goes to another page.
 * @param to path and query
 * @param options.replace whether Back shall not lead here
 */
export function navigate(to: string, { replace = false } = {}): void {
  if (to === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  // A page that is another than before begins at its top.
  void follow().then(() => replace || scrollTo(0, 0));
}

/** A component that is nothing but the way to another page. */
export function Navigate(props: { href: string }): null {
  createEffect(() => navigate(props.href, { replace: true }));
  return null;
}

/**
 * Follows links, Back and Forward from now on.
 * @returns stops
 */
export function followAddress(): () => void {
  setHere(read());
  const back = () => void follow();
  const click = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const path = link && inAppPath(link, event, location);
    if (path === null) return;
    event.preventDefault();
    navigate(path);
  };
  addEventListener("popstate", back);
  document.addEventListener("click", click);
  return () => {
    removeEventListener("popstate", back);
    document.removeEventListener("click", click);
  };
}
