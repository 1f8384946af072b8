import assert from "node:assert/strict";
import { test } from "node:test";
import { readSoundChoice, type SoundChoice, storeSoundChoice } from "./sound-choice.ts";

function storage(kept: string | null = null) {
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => void (kept = value),
  };
}

const jabra = { id: "jabra", label: "Jabra Evolve2 65" };

test("what was chosen is there the next time", () => {
  const kept = storage();
  const chosen: SoundChoice = {
    microphone: jabra,
    speaker: jabra,
    ringers: [{ id: "", label: "" }, jabra],
    silent: ["mute"],
  };
  storeSoundChoice(kept, chosen);
  assert.deepEqual(readSoundChoice(kept), chosen);
});

test("nothing kept, or nothing that can be read: the system's own devices, every sound", () => {
  for (const kept of [null, "{", "{}", '{"microphone":7}']) {
    const { microphone, ringers, silent } = readSoundChoice(storage(kept));
    assert.equal(microphone.id, "");
    assert.deepEqual(ringers, [{ id: "", label: "" }]);
    assert.deepEqual(silent, []);
  }
});
