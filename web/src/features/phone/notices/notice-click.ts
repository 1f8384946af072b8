import type { NoticeMessage } from "./notice-message.ts";

/** A tab, as a service worker sees it. */
export interface Tab {
  postMessage: (message: NoticeMessage, transfer: Transferable[]) => void;
  focus: () => Promise<unknown>;
}

/** A tab that is there answers at once; one that sleeps must not keep the others waiting. */
const answerWithinMs = 1_000;

/**
 * Tells each tab what the person did; the one that rings does it. It also comes to the front, but not to decline: then
 * the person stays at what they do.
 */
export async function tellTabs(
  tabs: readonly Tab[],
  message: NoticeMessage,
  withinMs = answerWithinMs,
): Promise<void> {
  const ringing = await ringingOf(tabs, message, withinMs);
  if (message.choice === "decline") return;
  // A browser that has waited too long for this does not let a worker bring a tab to the front.
  await (ringing ?? tabs[0])?.focus().catch(() => {});
}

/** The tab that says that it was meant; null when none does. */
function ringingOf(
  tabs: readonly Tab[],
  message: NoticeMessage,
  withinMs: number,
): Promise<Tab | null> {
  return new Promise((resolve) => {
    const ports = tabs.map((tab) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => settle(tab));
      port1.start();
      tab.postMessage(message, [port2]);
      return port1;
    });
    const timer = setTimeout(() => settle(null), withinMs);
    const settle = (tab: Tab | null) => {
      clearTimeout(timer);
      for (const port of ports) port.close();
      resolve(tab);
    };
  });
}
