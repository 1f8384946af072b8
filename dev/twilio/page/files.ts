// The page's own files, read once.

import { readFileSync } from "node:fs";

export interface PageFile {
  type: string;
  bytes: Buffer;
}

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

const NAMES = [
  "tokens.css",
  "base.css",
  "phone.css",
  "switchboard.css",
  "accounts.css",
  "webhooks.css",
  "icon.svg",
  "accounts.js",
  "main.js",
  "call-drawing.js",
  "connection.js",
  "dom.js",
  "far-phones.js",
  "line.js",
  "media.js",
  "phone.js",
  "sounds.js",
  "switchboard.js",
  "webhooks.js",
  "words.js",
];

/** For numbers as people write them; the bundle for a `<script>`. */
const PHONE_NUMBERS = new URL(
  "bundle/libphonenumber-min.js",
  import.meta.resolve("libphonenumber-js/package.json"),
);
const FONT = "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2";

/** Files by their path on the server. */
export function pageFiles(): Map<string, PageFile> {
  const read = (url: URL | string): PageFile => {
    const { pathname } = new URL(url);
    const ending = pathname.slice(pathname.lastIndexOf(".") + 1);
    return { type: TYPES[ending] ?? "application/octet-stream", bytes: readFileSync(new URL(url)) };
  };
  const own = (name: string) => read(new URL(`browser/${name}`, import.meta.url));
  const files = new Map(NAMES.map((name) => [`/telephone/${name}`, own(name)]));
  files.set("/", own("index.html"));
  files.set("/telephone/phone-numbers.js", read(PHONE_NUMBERS));
  files.set("/telephone/font.woff2", read(import.meta.resolve(FONT)));
  return files;
}
