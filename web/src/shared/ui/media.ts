import { createSignal, onCleanup } from "solid-js";

/** Whether a media query holds now. */
export function createMedia(query: string): () => boolean {
  const media = globalThis.matchMedia(query);
  const [holds, setHolds] = createSignal(media.matches);
  const listen = () => setHolds(media.matches);
  media.addEventListener("change", listen);
  onCleanup(() => media.removeEventListener("change", listen));
  return holds;
}
