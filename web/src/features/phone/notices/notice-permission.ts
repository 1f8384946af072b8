import { createSignal } from "solid-js";
import { noticePermission } from "./notifier.ts";

const [permission, setPermission] = createSignal(noticePermission());
const key = "softphone-notice-offer";
const [isPutOff, setPutOff] = createSignal(localStorage.getItem(key) === "later");

/** Whether the browser shows notifications for us; one state for the offer and the settings. */
export { isPutOff, permission };

/** Has the browser ask the person; only at a press. */
export async function askForNotices(): Promise<void> {
  await Notification.requestPermission();
  setPermission(noticePermission());
}

/** The person does not want to be offered it again; Sound settings still do. */
export function putOffNotices(): void {
  localStorage.setItem(key, "later");
  setPutOff(true);
}
