// What is known of a recording that is over, in a file beside its sound: a restart finds both again.

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Account } from "../accounts/resources.ts";
import { RECORDING_DEFAULTS, RECORDING_SOURCES, RECORDING_TRACKS } from "./order.ts";
import { Recording } from "./recording.ts";

const OURS = /^RE[0-9a-f]{32}\.(wav|json)$/;

const facts = v.object({
  accountSid: v.string(),
  callSid: v.string(),
  conferenceSid: v.nullable(v.string()),
  source: v.picklist(RECORDING_SOURCES),
  channels: v.picklist([1, 2]),
  track: v.picklist(RECORDING_TRACKS),
  trim: v.boolean(),
  startedAt: v.number(),
  past: v.object({
    status: v.picklist(["completed", "absent"]),
    updatedAt: v.number(),
    frames: v.number(),
    beats: v.number(),
  }),
});

/** Of a recording's sound; `factsPath` is the other file. */
export const soundPath = (folder: string, sid: string): string => join(folder, `${sid}.wav`);
const factsPath = (folder: string, sid: string): string => join(folder, `${sid}.json`);

/** Writes it whole or not at all; only its owner may read it. */
export function keep(folder: string, recording: Recording): void {
  const { past, order } = recording;
  if (past === null) return;
  const kept: v.InferOutput<typeof facts> = {
    accountSid: recording.account.sid,
    callSid: recording.callSid,
    conferenceSid: recording.conferenceSid,
    source: order.source,
    channels: order.channels,
    track: order.track,
    trim: order.trim,
    startedAt: recording.startedAt,
    past,
  };
  const file = factsPath(folder, recording.sid);
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Deletes both files. */
export function forget(folder: string, sid: string): void {
  rmSync(soundPath(folder, sid), { force: true });
  rmSync(factsPath(folder, sid), { force: true });
}

/**
 * What a run before this one kept, the newest last. What a killed run did not end is deleted; what is of an account
 * that nobody serves now stays where it is.
 * @throws {Error} naming the file when it holds something else
 */
export function readKept(folder: string, accountOf: (sid: string) => Account | null): Recording[] {
  const names = new Set(filesIn(folder).filter((name) => OURS.test(name)));
  const found: Recording[] = [];
  for (const sid of new Set([...names].map((name) => name.slice(0, 34)))) {
    if (!names.has(`${sid}.json`) || !names.has(`${sid}.wav`)) {
      forget(folder, sid);
      continue;
    }
    const { accountSid, source, channels, track, trim, ...kept } = readFacts(
      factsPath(folder, sid),
    );
    const account = accountOf(accountSid);
    if (account === null) continue;
    const order = { ...RECORDING_DEFAULTS, source, channels, track, trim };
    found.push(new Recording({ ...kept, sid, account, order, path: soundPath(folder, sid) }));
  }
  return found.toSorted((a, b) => a.startedAt - b.startedAt);
}

function readFacts(file: string): v.InferOutput<typeof facts> {
  try {
    return v.parse(facts, JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`Cannot read what is known of a recording: ${file} is damaged; delete it`, {
      cause: error,
    });
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
