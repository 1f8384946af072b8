// The bell of this telephone, and the tone that says "it rings there". Both are made here, not loaded.

/** @param {AudioContext} context @param {number} hz @param {number} start @param {number} seconds @param {number} loudness */
function note(context, hz, start, seconds, loudness) {
  const tone = new OscillatorNode(context, { frequency: hz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setTargetAtTime(loudness, start, 0.02);
  gain.gain.setTargetAtTime(0, start + seconds, 0.08);
  tone.connect(gain).connect(context.destination);
  tone.start(start);
  tone.stop(start + seconds + 0.6);
}

/**
 * @param {AudioContext} context
 * @param {"bell" | "ringback"} sound
 * @returns {() => void} stops it
 */
export function play(context, sound) {
  const round = () => {
    const now = context.currentTime;
    if (sound === "ringback") return note(context, 425, now, 1, 0.05);
    note(context, 587, now, 0.5, 0.12);
    note(context, 784, now + 0.6, 0.5, 0.12);
  };
  round();
  const timer = setInterval(round, sound === "bell" ? 3000 : 5000);
  return () => clearInterval(timer);
}
