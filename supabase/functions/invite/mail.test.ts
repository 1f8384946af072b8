import { assertEquals, assertStringIncludes } from "@std/assert";
import { invitationMail } from "./mail.ts";

const facts = {
  to: "mara@example.com",
  workspaceName: "Nordlicht Reisen",
  invitedBy: "Jonas Albrecht",
  link: "https://phone.example.com/join#abc",
  expiresAt: "2026-12-02T14:05:00+00:00",
};

Deno.test("the mail says who invites where, the link, and how long it is good", () => {
  const mail = invitationMail(facts);
  assertEquals(mail.to, facts.to);
  assertEquals(mail.subject, "Jonas Albrecht invites you to Nordlicht Reisen");
  assertEquals(
    mail.text,
    `Jonas Albrecht invites you to Nordlicht Reisen on Softphone, a phone in the browser.

Open this link to take your seat:
https://phone.example.com/join#abc

It works once, for mara@example.com, until 2 December 2026, 14:05 UTC.
You do not know Jonas Albrecht? Then ignore this mail: nothing happens.
`,
  );
  assertStringIncludes(mail.html, `<a href="${facts.link}">${facts.link}</a>`);
});

Deno.test("names are text in it, never markup and never another line", () => {
  const mail = invitationMail({
    ...facts,
    workspaceName: `<b>"A" & 'B'</b>`,
    invitedBy: "Eve\r\nBcc: all@example.com",
  });
  assertStringIncludes(mail.html, "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;");
  assertStringIncludes(mail.text, "Eve Bcc: all@example.com invites");
  assertEquals(mail.subject.includes("\n"), false);
});
