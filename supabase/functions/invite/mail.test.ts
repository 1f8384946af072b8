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
  assertEquals(mail.subject, "Jonas Albrecht has invited you to join Nordlicht Reisen");
  assertEquals(
    mail.text,
    `Jonas Albrecht has invited you to join Nordlicht Reisen on Softphone, a phone in the browser.

Open this link to join:
https://phone.example.com/join#abc

The link works once, for mara@example.com, until 2 December 2026, 14:05 UTC.
If you weren’t expecting this, you can ignore this email.
`,
  );
  assertStringIncludes(mail.html, `<a href="${facts.link}">${facts.link}</a>`);
});

Deno.test("a message in the place of a name is not passed on", () => {
  const mail = invitationMail({
    ...facts,
    workspaceName: "Your parcel waits: https://evil.example/pay",
    invitedBy: "Eve\r\nBcc: all@evil.example",
  });
  assertEquals(mail.subject, "A Softphone user has invited you to join a workspace");
  for (const part of [mail.subject, mail.text, mail.html]) {
    assertEquals(/evil|parcel|bcc/i.test(part), false);
  }
});

Deno.test("a name is text in the markup", () => {
  const mail = invitationMail({ ...facts, workspaceName: "Smith & Son’s", invitedBy: "O'Neill" });
  assertStringIncludes(mail.html, "O&#39;Neill has invited you to join Smith &amp; Son’s on");
});
