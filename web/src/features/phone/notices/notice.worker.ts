// The service worker of the notifications: only such a one can give them buttons. It caches and intercepts nothing.
import * as v from "valibot";
import { type Tab, tellTabs } from "./notice-click.ts";
import { noticeMessage } from "./notice-message.ts";

/** https://developer.mozilla.org/docs/Web/API/NotificationEvent */
interface NoticeClick {
  /** Of the button; "" when the notification itself was pressed. */
  action: string;
  notification: { data: unknown; close: () => void };
  waitUntil: (work: Promise<void>) => void;
}

/** The part of a service worker's scope that this needs; the web's types are those of pages. */
declare const self: {
  addEventListener: (type: "notificationclick", listen: (event: NoticeClick) => void) => void;
  clients: {
    matchAll: (options: { type: "window"; includeUncontrolled: true }) => Promise<Tab[]>;
  };
};

const data = v.object({ since: v.number() });

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(tell(event));
});

async function tell({ action, notification }: NoticeClick): Promise<void> {
  const { since } = v.parse(data, notification.data);
  const message = v.parse(noticeMessage, { since, choice: action === "" ? "open" : action });
  await tellTabs(
    await self.clients.matchAll({ type: "window", includeUncontrolled: true }),
    message,
  );
}
