import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Postgres refuses to run as root, so root hands it to this user: `nobody` on Linux. */
const NOBODY = 65534;

export interface Identity {
  uid: number;
  gid: number;
}

/** Whom the server runs as; undefined means as ourselves. */
export function serverIdentity(): Identity | undefined {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
}

/**
 * The folder that holds everything of one stack: server, data, keys. It is `dataDir` itself, except
 * when root runs the server as another user who could not enter it (a project below a closed home):
 * then a private folder under /var/tmp, named from the path so that each clone has its own.
 */
export function placeOf(dataDir: string): string {
  const wanted = resolve(dataDir);
  return serverIdentity() === undefined || isOpenToOthers(dirname(wanted)) ? wanted : join(
    "/var/tmp",
    `softphone-${createHash("sha256").update(wanted).digest("hex").slice(0, 16)}`,
  );
}

/**
 * Makes the folder if it is missing. Throws when it belongs to somebody else: /var/tmp is open to
 * all, and a server must not start from a folder that another user prepared.
 */
export function makePlace(place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  mkdirSync(place, { recursive: true, mode: 0o711 });
  const found = lstatSync(place);
  const mine = process.getuid?.();
  if (!found.isDirectory() || (mine !== undefined && found.uid !== mine)) {
    throw new Error(`Cannot keep the database in ${place}: it is not a folder of this user's`);
  }
}

function isOpenToOthers(path: string): boolean {
  for (let folder = path;; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found !== undefined && (found.mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
