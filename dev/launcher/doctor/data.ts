import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDatabase } from "../../stack/postgres/initialise.ts";
import { placeOf } from "../../stack/postgres/place.ts";
import { folderProblem, freeBytes, roomProblem } from "../data-folder.ts";
import { LaunchFailure } from "../failure.ts";
import { leftovers } from "../leftovers.ts";
import { holderOf } from "../lock.ts";
import { portsOf, reservePorts } from "../ports.ts";
import type { Finding } from "./finding.ts";

/** Whether the folder of the data can be written to, and how much room it has. */
export function folder(dataDir: string): Finding[] {
  const closed = folderProblem(dataDir);
  if (closed !== null) return [bad("data folder", closed)];
  const full = roomProblem(dataDir);
  const stack = join(dataDir, "stack");
  const place = placeOf(stack);
  return [
    place === stack ? { verdict: "good", name: "data folder", found: dataDir } : {
      verdict: "note",
      name: "data folder",
      found: `${dataDir}; the database in ${place}`,
      advice: "the database's own user may not enter this home, so it has a folder there",
    },
    full === null
      ? { verdict: "good", name: "disk", found: `${gigabytes(freeBytes(dataDir))} GB left` }
      : bad("disk", full),
    database(place),
  ];
}

function database(place: string): Finding {
  const data = join(place, "data");
  const name = "database";
  if (isDatabase(data)) return { verdict: "good", name, found: "there" };
  return existsSync(data) || existsSync(`${data}-draft`)
    ? { verdict: "note", name, found: "incomplete: the next start creates it again" }
    : { verdict: "good", name, found: "none yet: the next start creates it" };
}

/** Who runs on the data, and what a killed start left running. */
export function processes(dataDir: string): Finding[] {
  const holder = holderOf(dataDir);
  if (holder !== null) {
    return [{
      verdict: "note",
      name: "processes",
      found: `Softphone is running (process ${holder})`,
    }];
  }
  const left = leftovers(dataDir);
  if (left.length === 0) return [{ verdict: "good", name: "processes", found: "none left over" }];
  const names = left.map(({ name, pid }) => `${name} (process ${pid})`).join(", ");
  return [{
    verdict: "note",
    name: "processes",
    found: `left behind by a start that was killed: ${names}`,
    advice: "the next start ends them",
  }];
}

/** Whether the ports are free; not asked while Softphone itself has them. */
export async function ports(
  dataDir: string,
  environment: Record<string, string | undefined>,
): Promise<Finding> {
  const name = "ports";
  try {
    const wanted = portsOf(environment);
    const list = Object.values(wanted).map((port) => port === 0 ? "any" : String(port)).join(", ");
    if (holderOf(dataDir) !== null) {
      return { verdict: "good", name, found: `${list}: in use by it` };
    }
    await reservePorts(wanted);
    return { verdict: "good", name, found: `${list}: free` };
  } catch (error) {
    if (error instanceof LaunchFailure) return bad(name, error);
    throw error;
  }
}

function bad(name: string, { message }: LaunchFailure): Finding {
  const [, found = message, advice] = /^(.*?): (.*)$/s.exec(message) ?? [];
  return { verdict: "bad", name, found, ...advice !== undefined && { advice } };
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
