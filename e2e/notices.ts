// The tests' Chromium has no notifications and no windows that hide others: here a page keeps its notifications
// itself, asks for them as a person allows, and believes that it is hidden. Its service worker is the real one.
import type { Page } from "playwright-core";

/** Runs in the page before the product. */
const keep = `(() => {
  const key = "test-notifications";
  Object.defineProperty(Notification, "permission", {
    get: () => localStorage.getItem(key) ?? "default",
  });
  Notification.requestPermission = async () => {
    localStorage.setItem(key, "granted");
    return "granted";
  };
  const shown = [];
  window.__notices = { shown, standing: [] };
  ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
    const notice = {
      title, ...options, close() { standing(standing().filter((each) => each !== notice)); },
    };
    shown.push(title);
    standing([...standing().filter(({ tag }) => tag !== notice.tag), notice]);
  };
  ServiceWorkerRegistration.prototype.getNotifications = async ({ tag }) =>
    standing().filter((each) => each.tag === tag);
  function standing(next) {
    if (next) window.__notices.standing = next;
    return window.__notices.standing;
  }
})();`;

export interface StandingNotice {
  title: string;
  body: string;
  actions: { action: string; title: string }[];
  data: unknown;
}

export async function keepNotices(page: Page): Promise<void> {
  await page.addInitScript(keep);
}

/** The notifications that stand now. */
export function standingNotices(page: Page): Promise<StandingNotice[]> {
  return page.evaluate("JSON.parse(JSON.stringify(window.__notices.standing))");
}

/** How many were shown since the page was opened. */
export function countShown(page: Page): Promise<number> {
  return page.evaluate("window.__notices.shown.length");
}

/** Another window covers the page, or does so no longer. */
export async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(`(() => {
    const state = ${hidden} ? "hidden" : "visible";
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.hasFocus = () => state === "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event(${hidden} ? "blur" : "focus"));
  })()`);
}

/** Presses a button of a notification: in the page's service worker, as a browser does. */
export async function pressNotice(
  page: Page,
  notice: StandingNotice,
  action: string,
): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  if (!worker) throw new Error("Cannot press the notification: no service worker runs");
  const event = { action, data: notice.data };
  await worker.evaluate(`(() => {
    const { action, data } = ${JSON.stringify(event)};
    return new Promise((resolve) => {
      const click = Object.assign(new Event("notificationclick"), {
        action,
        notification: { data, close: () => {} },
        waitUntil: resolve,
      });
      self.dispatchEvent(click);
    });
  })()`);
}
