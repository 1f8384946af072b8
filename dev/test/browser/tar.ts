// Reads a tar archive held in memory: enough of ustar for the browser's own archives, so that no `tar` program or
// package is needed on the machine.

export interface TarFile {
  /** Relative path with forward slashes. */
  path: string;
  /** Permission bits. */
  mode: number;
  bytes: Buffer;
}

const BLOCK = 512;

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString("utf8").trim();
}

/** The regular files of an archive. Throws on a path that would leave the folder it is extracted to. */
export function readTar(archive: Buffer): TarFile[] {
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    if (name === "") break;
    const prefix = text(header, 345, 155);
    const path = prefix === "" ? name : `${prefix}/${name}`;
    const size = Number.parseInt(text(header, 124, 12) || "0", 8);
    const kind = String.fromCharCode(header[156] ?? 0);
    const start = at + BLOCK;
    if (kind === "0" || kind === "\0") {
      if (path.startsWith("/") || path.split("/").includes("..")) {
        throw new Error(`Cannot read tar archive: path "${path}" leaves its folder`);
      }
      files.push({
        path,
        mode: Number.parseInt(text(header, 100, 8) || "644", 8) & 0o777,
        bytes: archive.subarray(start, start + size),
      });
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
