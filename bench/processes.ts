// Which processes a process started, from /proc.
import { readdirSync, readFileSync } from "node:fs";

interface Process {
  pid: number;
  /** Its program and arguments, with spaces between. */
  command: string;
}

/** All below this one. @param wanted whether a process counts; those that an unwanted one started don't either */
export function processesBelow(
  ancestor: number,
  wanted: (command: string) => boolean = () => true,
): Process[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const parent = readProc(name, "stat").match(/\) \S (\d+)/)?.[1];
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }];
  });
  const found: Process[] = [];
  const walk = (parent: number) => {
    for (const { pid } of all.filter((each) => each.parent === parent)) {
      const command = readProc(String(pid), "cmdline").replaceAll("\0", " ");
      if (!wanted(command)) continue;
      found.push({ pid, command });
      walk(pid);
    }
  };
  walk(ancestor);
  return found;
}

/** Empty when the process has ended meanwhile. */
export function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
