import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const BLOCK = 512;

/**
 * Unpacks the plain files of a .tar.gz. `place` says where each goes by its path in the archive;
 * undefined leaves it out. Enough of ustar for short names, which is all that our archives have.
 */
export function extractTarGz(archive: string, place: (path: string) => string | undefined): void {
  const tar = gunzipSync(readFileSync(archive));
  for (let at = 0; at + BLOCK <= tar.length;) {
    const path = text(tar, at, 100);
    if (path === "") return;
    const size = Number.parseInt(text(tar, at + 124, 12).trim(), 8);
    const type = text(tar, at + 156, 1);
    const target = type === "0" || type === "" ? place(path) : undefined;
    const start = at + BLOCK;
    if (target !== undefined) writeFileSync(target, tar.subarray(start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function text(tar: Buffer, start: number, length: number): string {
  const field = tar.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString("utf8");
}
