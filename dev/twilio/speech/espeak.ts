// Real speech by espeak-ng, where the machine has it: a child process that takes the text and gives a WAV file.

import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { readWav } from "../audio/wav.ts";
import type { Voice } from "./speaker.ts";
import { espeakVoiceName } from "./voices.ts";

const PROGRAM = "espeak-ng";
/** Words a minute: a little slower than its 175, for a telephone's band. */
const WORDS_A_MINUTE = 160;
/** A sentence takes some milliseconds; what takes longer has gone wrong. */
const LIMIT_MS = 10_000;
/** About 13 minutes of its 22.05 kHz: nobody means to say more. */
const MOST_BYTES = 35_000_000;

/** Where espeak-ng is, by the given PATH; null when it is nowhere. */
export function findEspeak(path: string): string | null {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const program = join(folder, PROGRAM);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not there.
    }
  }
  return null;
}

/**
 * Speaks by the program at that place. Its answer is null when what came is no sound.
 * The voice rejects when the program cannot be run, fails or takes too long.
 */
export function espeak(program: string): Voice {
  return async ({ text, language, voice }) => {
    const name = espeakVoiceName(language, voice);
    const wav = await run(program, [
      "--stdin",
      "--stdout",
      "-s",
      String(WORDS_A_MINUTE),
      "-v",
      name,
    ], text);
    const samples = readWav(wav);
    return samples === null || samples.length === 0 ? null : samples;
  };
}

function run(program: string, args: string[], input: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"], timeout: LIMIT_MS });
    const parts: Uint8Array[] = [];
    let length = 0;
    child.once("error", reject);
    child.stdout.on("data", (part: Uint8Array) => {
      parts.push(part);
      length += part.length;
      if (length > MOST_BYTES) child.kill();
    });
    // It may end before it has read the text.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.once("close", (code) => {
      if (code === 0) resolve(Buffer.concat(parts));
      else reject(new Error(`Cannot speak: ${PROGRAM} ended with ${code ?? "a signal"}`));
    });
  });
}
