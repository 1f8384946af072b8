import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a process from a later one with the same number: when it began, in the words of the system.
 * Null when no such process lives; a zombie does not.
 */
export function identityOf(pid: number): string | null {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

/** Ticks since the machine's start. Source: proc_pid_stat(5), field 22; the name before it may hold spaces. */
function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" || state === "X" ? null : fields[18] ?? null;
  } catch {
    return null;
  }
}

function fromPs(pid: number): string | null {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
    });
    const [, state, began] = /^\s*(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    return state === undefined || state.startsWith("Z") ? null : began ?? null;
  } catch {
    return null;
  }
}
