import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { listen } from "../audio/goertzel.ts";
import { chord } from "../audio/sources.ts";
import { createWavFile } from "../recordings/wav-file.ts";
import { silentLog } from "../log.ts";
import { espeak, findEspeak } from "./espeak.ts";
import { createSpeaker } from "./speaker.ts";
import { espeakVoiceName } from "./voices.ts";

const sentence = { text: "Good morning", language: "de-DE", voice: "" };

/** A folder with an `espeak-ng` that notes how it was called and says 600 Hz, or fails. */
function program(fails: boolean) {
  const folder = mkdtempSync(join(tmpdir(), "twilio-speech-"));
  const sound = join(folder, "sound.wav");
  const file = createWavFile(sound, 1);
  file.write(chord([600], 1000));
  file.finish();
  const path = join(folder, "espeak-ng");
  const says = fails ? "exit 1" : `cat "${sound}"`;
  writeFileSync(
    path,
    `#!/bin/sh\necho "$@" >> "${folder}/called"\ncat >> "${folder}/called"\n${says}\n`,
  );
  chmodSync(path, 0o755);
  return {
    folder,
    path,
    called: () => readFileSync(join(folder, "called"), "utf8"),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

describe("speech", () => {
  it("is the machine's voice where there is one, and is kept for the next time", async () => {
    const { folder, path, called, remove } = program(false);
    assert.equal(findEspeak(`/nowhere:${folder}`), path);
    const speaker = createSpeaker(espeak(path), silentLog);
    const samples = await speaker.say(sentence);
    assert.deepEqual(listen(samples).tones, [600]);
    assert.equal(await speaker.say(sentence), samples);
    assert.equal(called(), "--stdin --stdout -s 160 -v de+f3\nGood morning");
    remove();
  });

  it("is a row of notes where the voice fails or is missing, never silence", async () => {
    const { path, remove } = program(true);
    for (const voice of [espeak(path), espeak(`${path}-gone`), null]) {
      const samples = await createSpeaker(voice, silentLog).say(sentence);
      assert.ok(listen(samples).level > 0.02);
    }
    assert.equal(findEspeak("/nowhere"), null);
    remove();
  });

  for (
    const [language, voice, name] of [
      ["", "", "en-us+f3"],
      ["", "man", "en-us+m3"],
      ["pt-BR", "alice", "pt-br+f3"],
      ["", "Polly.Hans", "de+m3"],
      ["", "Polly.Amy-Neural", "en-gb+f3"],
      ["", "Google.fr-FR-Standard-A", "fr+f3"],
    ] as const
  ) {
    it(`assumed: language "${language}" and voice "${voice}" are ${name}`, () => {
      assert.equal(espeakVoiceName(language, voice), name);
    });
  }
});
