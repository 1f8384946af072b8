import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** All that the built app depends on. */
const SOURCES = [
  "web/**/*",
  "supabase/functions/_shared/contracts/**/*",
  "package-lock.json",
];

/**
 * Builds the web app into `dist/web` when its sources have changed since the last build. The new build takes
 * the old one's place only when it is whole. Answers whether it built.
 * @throws {Error} Vite's, when the sources do not build; ours, when the project's folder is read-only
 */
export async function buildWeb(root: string): Promise<boolean> {
  const target = join(root, "dist/web");
  const stamp = join(root, "dist/web.sha256");
  const hash = hashSources(root);
  if (existsSync(join(target, "index.html")) && read(stamp) === hash) return false;
  requireWritable(root);
  const { build } = await import("vite");
  const draft = join(root, `dist/web-${process.pid}`);
  try {
    await build({
      configFile: join(root, "web/vite.config.ts"),
      build: { outDir: draft, emptyOutDir: true },
      logLevel: "warn",
    });
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
    writeFileSync(stamp, hash);
    return true;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Vite would speak of a file of its own that it cannot make. */
function requireWritable(root: string): void {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Error(
      `${root} cannot be written to, and its sources have changed since the last build: ` +
        "make it yours and writable, or run npm start in a copy",
    );
  }
}

function hashSources(root: string): string {
  const hash = createHash("sha256");
  for (const pattern of SOURCES) {
    for (const entry of globSync(pattern, { cwd: root, withFileTypes: true }).sort(byPath)) {
      if (!entry.isFile() || /\.test\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
    }
  }
  return hash.digest("hex");
}

const byPath = (a: Entry, b: Entry) =>
  join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1;

interface Entry {
  parentPath: string;
  name: string;
}

function read(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
