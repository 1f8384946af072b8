import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A file of the built app, ready to be sent. */
export interface StaticFile {
  type: string;
  body: Buffer;
  etag: string;
  /** Its name carries a hash of its content, so that it never changes. */
  immutable: boolean;
  /** The body in the given coding, made once; null for what compression does not shrink. */
  compressed(coding: Coding): Promise<Buffer> | null;
}

export type Coding = "br" | "gzip";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".wav": "audio/wav",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const COMPRESSIBLE = /^(text\/|application\/(json|wasm|manifest)|image\/svg)/;

/** Shorter bodies fit one packet either way. */
const WORTH_COMPRESSING_BYTES = 1_000;

/** Paths with Vite's hashed names: `/assets/index-BxT3kq9Z.js`. */
export const HASHED = /^\/assets\/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/** Reads files of a folder, each once until it changes on disk. */
export function createFiles(folder: string) {
  const cache = new Map<string, { mtimeMs: number; file: StaticFile }>();

  /** Null when there is no such file. @param pathname from the URL, decoded */
  return async (pathname: string): Promise<StaticFile | null> => {
    const path = join(folder, normalize(`/${pathname}`));
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isFile()) return null;
    const cached = cache.get(path);
    if (cached?.mtimeMs === found.mtimeMs) return cached.file;
    const file = prepare(await readFile(path), TYPES[extname(path)], HASHED.test(pathname));
    cache.set(path, { mtimeMs: found.mtimeMs, file });
    return file;
  };
}

export function prepare(
  body: Buffer,
  type = "application/octet-stream",
  immutable = false,
): StaticFile {
  const made = new Map<Coding, Promise<Buffer>>();
  const worthwhile = COMPRESSIBLE.test(type) && body.length >= WORTH_COMPRESSING_BYTES;
  return {
    type,
    body,
    immutable,
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    compressed(coding) {
      if (!worthwhile) return null;
      const compressed = made.get(coding) ?? compress(body, coding);
      made.set(coding, compressed);
      return compressed;
    },
  };
}

function compress(body: Buffer, coding: Coding): Promise<Buffer> {
  return coding === "gzip"
    ? promisify(gzip)(body)
    // 5 of 11: nearly all of the saving for a tenth of the time.
    : promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
