import type { Mail } from "../lite/mailbox.ts";

/** The page of the mails that Auth sent, the newest first. Reloads itself while it is empty. */
export function mailPage(mails: readonly Mail[]): string {
  const list = mails.length === 0
    ? "<p>No mail yet. What Auth sends (confirmations, password resets) appears here.</p>"
    : mails.map(mailArticle).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${mails.length === 0 ? '<meta http-equiv="refresh" content="3">' : ""}
<title>Mail</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 1rem 0; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .25rem 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin-top: .75rem; }
</style>
</head>
<body>
<h1>Mail</h1>
${list}
</body>
</html>
`;
}

function mailArticle(mail: Mail): string {
  return `<article>
<h2>${escape(mail.subject)}</h2>
<p>To ${escape(mail.to)}, <time datetime="${mail.sentAt.toISOString()}">${
    mail.sentAt.toISOString().slice(0, 19).replace("T", " ")
  } UTC</time></p>
<p class="text">${withLinks(mail.text)}</p>
</article>`;
}

function withLinks(text: string): string {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 0 ? escape(part) : `<a href="${escape(part)}">${escape(part)}</a>`
  ).join("");
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
