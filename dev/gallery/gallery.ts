// Builds the gallery and serves it, with the content security policy that the product is served with.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { build } from "vite";

/** Stricter than the product's: the gallery talks to nobody. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wav": "audio/wav",
};

export interface Gallery {
  /** Where it is, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** Names the folder of a gallery that is built to the processes of a run of all tests. */
const VARIABLE = "SOFTPHONE_GALLERY";

/** Builds the gallery into a folder of its own. */
async function buildGallery(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "softphone-gallery-"));
  await build({
    configFile: join(import.meta.dirname, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: folder },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Builds the gallery once, for this process and those that it starts from now on. */
export async function prepareGallery(): Promise<{ remove: () => Promise<void> }> {
  const { folder, remove } = await buildGallery();
  process.env[VARIABLE] = folder;
  return {
    async remove() {
      delete process.env[VARIABLE];
      await remove();
    },
  };
}

/** Serves the gallery on a free port of the loopback; builds it first, unless that is done for this run. */
export async function openGallery(): Promise<Gallery> {
  const prepared = process.env[VARIABLE];
  const { folder, remove } = prepared === undefined
    ? await buildGallery()
    : { folder: prepared, remove: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://gallery").pathname);
    const file = extname(path) === "" ? "/index.html" : path;
    void answer(join(folder, file), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot serve gallery");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await remove();
    },
  };
}

async function answer(file: string, response: ServerResponse): Promise<void> {
  try {
    const body = await readFile(file);
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-security-policy": policy });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
