import { accessSync, chmodSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { LaunchFailure } from "./failure.ts";

/** Bytes: the copied server and a new database take 110 MB; the database's own log may grow by 256 MB. */
const FIRST_START_BYTES = 400_000_000;
/** Bytes: room for the database's log files and what a day of trying adds. */
const LATER_START_BYTES = 100_000_000;

/**
 * Makes the data folder and sees to it that a start on it can work.
 * @throws {LaunchFailure} `E-FOLDER` when it cannot be written to, `E-DISK` when the disk is nearly full
 */
export function openDataFolder(dataDir: string): void {
  const problem = folderProblem(dataDir) ?? roomProblem(dataDir);
  if (problem !== null) throw problem;
  // Others may pass: the database's own user must reach its folder below. What lies here is closed by itself.
  chmodSync(dataDir, 0o711);
}

/** Why nothing can be written into the folder, or null; makes it when it is missing. */
export function folderProblem(dataDir: string): LaunchFailure | null {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    if (isFull(error)) return fullDisk(dataDir);
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    return new LaunchFailure(
      "E-FOLDER",
      `Softphone can't write to ${dataDir}${code}: make that folder yours and writable, or choose another one, ` +
        `for example SOFTPHONE_DATA_DIR=$HOME/softphone-data`,
    );
  }
}

/** Why the folder's disk is too full for a start, or null. @param free bytes; measured when left out */
export function roomProblem(dataDir: string, free = freeBytes(dataDir)): LaunchFailure | null {
  const needed = existsSync(join(dataDir, "stack")) ? LATER_START_BYTES : FIRST_START_BYTES;
  return free < needed ? fullDisk(dataDir, { free, needed }) : null;
}

/** Bytes that this user may still write beside `path`, which need not exist yet. */
export function freeBytes(path: string): number {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Whether an error, of ours or in a program's last words, means that the disk is full. */
export function isFull(error: unknown): boolean {
  return /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/.test(String(error));
}

export function fullDisk(
  dataDir: string,
  room?: { free: number; needed: number },
): LaunchFailure {
  const how = room === undefined
    ? "is full"
    : `has ${megabytes(room.free)} left, and a start needs ${megabytes(room.needed)}`;
  return new LaunchFailure(
    "E-DISK",
    `The disk that holds ${dataDir} ${how}: free some space, or set SOFTPHONE_DATA_DIR to a folder elsewhere`,
  );
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1_000_000)} MB`;
