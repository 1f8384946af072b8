import * as v from "valibot";
import { type NoticeMessage, noticeMessage } from "./notice-message.ts";
// oxlint-disable-next-line import/default -- the query makes it an address
import workerUrl from "./notice.worker.ts?worker&url";
import type { Notice } from "./ring-notice.ts";
import { notices as words } from "./words.ts";

const tag = "softphone-ring";

/** What the browser lets us show; `unsupported` where it knows no notifications. */
export type NoticePermission = NotificationPermission | "unsupported";

export function noticePermission(): NoticePermission {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

export interface Notifier {
  /** Shows one, or changes the one that stands; nothing without permission. */
  show: (notice: Notice) => void;
  /** Also closes what a tab that is gone has left behind, and has the worker ready before it is needed. */
  close: () => void;
  /** Closes it and stops listening. */
  end: () => void;
}

/**
 * Shows one notification at a time.
 * @param onChoice told what the person did with it; answers whether it rings here
 */
export function openNotifier(onChoice: (message: NoticeMessage) => boolean): Notifier {
  // Missing on pages without https, and in private windows of some browsers.
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  let registering: Promise<ServiceWorkerRegistration> | null = null;
  let plain: Notification | null = null;
  /** One after the other: what is closed must have been shown. */
  let work: Promise<unknown> = Promise.resolve();
  const inTurn = (run: () => Promise<void>) => {
    work = work.then(run).catch(() => {});
  };

  /** The worker that gives notifications their buttons; null while there is none. */
  async function worker(): Promise<ServiceWorkerRegistration | null> {
    if (!workers || noticePermission() !== "granted") return null;
    registering ??= workers.register(workerUrl).then(activated);
    try {
      return await registering;
    } catch {
      registering = null;
      return null;
    }
  }

  async function show({ since, title, body }: Notice): Promise<void> {
    if (noticePermission() !== "granted") return;
    // The phone rings already, and it stands as long as that.
    const options = {
      body,
      tag,
      silent: true,
      requireInteraction: true,
    };
    const registration = await worker();
    if (registration) {
      const actions = [
        { action: "decline", title: words.decline },
        { action: "answer", title: words.answer },
      ];
      return await registration.showNotification(
        title,
        Object.assign(options, { actions, data: { since } }),
      );
    }
    const shown = plain = new Notification(title, options);
    shown.addEventListener("click", () => {
      globalThis.focus();
      shown.close();
    });
  }

  async function close(): Promise<void> {
    plain?.close();
    plain = null;
    const standing = await (await worker())?.getNotifications({ tag });
    for (const each of standing ?? []) each.close();
  }

  const hear = ({ data, ports }: MessageEvent<unknown>) => {
    const message = v.safeParse(noticeMessage, data);
    if (message.success && onChoice(message.output)) ports[0]?.postMessage("here");
  };
  workers?.addEventListener("message", hear);

  return {
    show: (notice) => inTurn(() => show(notice)),
    close: () => inTurn(close),
    end() {
      workers?.removeEventListener("message", hear);
      inTurn(close);
    },
  };
}

/** @throws when the worker can't be made to run */
async function activated(
  registration: ServiceWorkerRegistration,
): Promise<ServiceWorkerRegistration> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration;
  await new Promise<void>((resolve, reject) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve();
      if (coming.state === "redundant") reject(new Error("Cannot run the worker: not installed"));
    });
  });
  return registration;
}
