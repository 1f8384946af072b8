import { connectTab } from "../../shared/project.ts";
import { openTabSession } from "../../shared/tab-session.ts";

/** A new account, or a mail's link: what concerns this tab alone until a password is chosen. */
export const tab = openTabSession(connectTab, sessionStorage);
