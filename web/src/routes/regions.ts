import { useNavigate } from "@solidjs/router";

/** F2 leads from the phone to the desk and back, to where the focus was. */
export function createRegions() {
  const navigate = useNavigate();
  let inPhone: HTMLElement | null = null;
  let inDesk: HTMLElement | null = null;
  const narrow = globalThis.matchMedia("(max-width: 39.9375rem)");
  const isNarrow = () => narrow.matches;

  const land = (region: string, before: HTMLElement | null) => {
    const target = before?.isConnected ? before : document.querySelector<HTMLElement>(region);
    target?.focus();
  };

  return {
    isNarrow,
    switch: () => {
      const held = document.activeElement;
      const wasInPhone = held?.closest(".phone") != null;
      if (held instanceof HTMLElement && wasInPhone) inPhone = held;
      else if (held instanceof HTMLElement && held !== document.body) inDesk = held;
      if (isNarrow()) navigate(wasInPhone ? "/calls" : "/phone");
      if (wasInPhone) land("#desk", inDesk);
      else land(".phone [data-first]", inPhone);
    },
  };
}
