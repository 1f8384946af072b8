import { createEffect, type JSX, onMount, type Owner, runWithOwner } from "solid-js";
import { delegateEvents, render } from "solid-js/web";
import { theme } from "../../../shared/ui/theme.ts";
import { useLine } from "../line/use-line.ts";
import { isForPhone, passOn } from "./forward-keys.ts";
import type { OnTopWindow } from "./keeper.ts";
import { Mini } from "./mini.tsx";
import { mini as words } from "./mini-words.ts";
import { pictureInPicture } from "./picture-in-picture.ts";

/** In rem: whoever reads larger letters gets a larger window. */
const size = { width: 20, height: 7.5 };

/**
 * Opens the window on top, with the call in it.
 * @param owner gives the phone and the workspace to what is drawn there
 * @param onGone the window was closed, whoever did that
 */
export async function openWindow(
  owner: Owner | null,
  onGone: () => void,
): Promise<OnTopWindow | null> {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const opened = await request(size.width * rem, size.height * rem);
  if (!opened) return null;
  const { document: page } = opened;
  page.title = words.title;
  page.documentElement.lang = document.documentElement.lang;
  page.head.append(...stylesOf(document));
  // Solid listens for these on the document, and knows of the page's own only.
  delegateEvents(["click"], page);
  const dispose = runWithOwner(owner, () => render(() => <Page page={page} />, page.body));
  opened.addEventListener("pagehide", () => {
    dispose?.();
    onGone();
  });
  return opened;
}

async function request(width: number, height: number): Promise<Window | null> {
  try {
    return await pictureInPicture()?.requestWindow({ width, height }) ?? null;
  } catch (error) {
    console.warn(error);
    return null;
  }
}

/** The page's own stylesheets: the content security policy holds there as well. */
function stylesOf({ head }: Document): Node[] {
  const sheets = head.querySelectorAll<HTMLLinkElement | HTMLStyleElement>(
    "link[rel=stylesheet], style",
  );
  return [...sheets].map((sheet) => {
    const copy = sheet.cloneNode(true);
    // A window without an address of its own has nothing that a relative one could follow.
    if (copy instanceof HTMLLinkElement && "href" in sheet) copy.href = sheet.href;
    return copy;
  });
}

function Page(props: { page: Document }): JSX.Element {
  const { lineUp } = useLine();
  createEffect(() => {
    const chosen = theme();
    const { dataset } = props.page.documentElement;
    if (chosen === "system") delete dataset["theme"];
    else dataset["theme"] = chosen;
  });
  const press = (event: KeyboardEvent) => {
    if (isForPhone(event, lineUp())) passOn(event);
  };
  onMount(() => props.page.addEventListener("keydown", press));
  return <Mini onOpen={() => globalThis.focus()} />;
}
