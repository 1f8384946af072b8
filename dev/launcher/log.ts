import { closeSync, openSync, writeSync } from "node:fs";

/** Everything that the parts wrote since the start, in one file that begins anew with each start. */
export function openLog(path: string) {
  const file = openSync(path, "w", 0o600);
  let open = true;
  return {
    write(part: string, line: string): void {
      if (open) writeSync(file, `${new Date().toISOString()} ${part} ${line}\n`);
    },
    close(): void {
      open = false;
      closeSync(file);
    },
  };
}
