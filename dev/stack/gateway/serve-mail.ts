import type { IncomingMessage, ServerResponse } from "node:http";
import type { Mailbox } from "../lite/mailbox.ts";
import { sendJson } from "./fetch-bridge.ts";
import { mailPage } from "./mail-page.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A page for people; for tests the same as JSON. It needs no key, and its links open accounts: only a request that
 * names this machine gets it. A page of the web whose own name was pointed here afterwards (DNS rebinding) names itself.
 */
export function serveMail(
  mailbox: Pick<Mailbox, "mails">,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const host = (req.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  if (!LOOPBACK.has(host)) {
    return sendJson(res, 403, {
      message: "Mails are shown to this machine only",
      hint: "Open /mail at 127.0.0.1 or localhost.",
    });
  }
  const mails = mailbox.mails();
  if (req.headers.accept?.includes("application/json")) return sendJson(res, 200, mails);
  res.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "referrer-policy": "no-referrer",
  });
  res.end(mailPage(mails));
}
