import { type Component, Show } from "solid-js";
import { later } from "../shared/later.ts";
import { createPart } from "../shared/ui/part.tsx";
import { PageMissing } from "./page-missing.tsx";

/** A page whose code comes when it is opened; it says so when it does not come. */
export function pagePart<P extends object>(fetchPage: () => Promise<Component<P>>): Component<P> {
  return createPart(later(fetchPage), (page) => page, {
    meanwhile: (_, { failed }) => (
      <Show when={failed()}>
        <PageMissing />
      </Show>
    ),
  });
}
