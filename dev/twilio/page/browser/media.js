// Sound of one call: the microphone to the simulator, the simulator to the ear, and how loud both are.

/**
 * @param {string} voice microphone, tone or silence
 * @param {AudioContext} context
 * @param {number} toneHz
 * @returns {Promise<MediaStream | null>} null: no microphone, or it is not allowed
 */
async function speaker(voice, context, toneHz) {
  if (voice !== "microphone") {
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const gain = new GainNode(context, { gain: voice === "tone" ? 0.2 : 0 });
    const tone = new OscillatorNode(context, { frequency: toneHz });
    tone.connect(gain).connect(out);
    tone.start();
    return out.stream;
  }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true } });
  } catch {
    return null;
  }
}

/** @param {AudioContext} context @param {MediaStream} stream @returns {() => number} loudness, 0 to 1 */
function meter(context, stream) {
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // From -60 dB (nothing) to -10 dB (loud).
    return Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-12) + 60) / 50));
  };
}

/**
 * @param {{ear: HTMLAudioElement, context: AudioContext, voice: string, toneHz: number}} options
 */
export async function openMedia({ ear, context, voice, toneHz }) {
  const mine = await speaker(voice, context, toneHz);
  const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  let you = () => 0;
  let them = () => 0;
  if (mine) {
    you = meter(context, mine);
    for (const track of mine.getTracks()) connection.addTrack(track, mine);
  } else {
    connection.addTransceiver("audio", { direction: "recvonly" });
  }
  connection.addEventListener("track", ({ streams: [stream] }) => {
    if (!stream) return;
    ear.srcObject = stream;
    ear.play().catch(() => {
      // The browser wants a click first; Answer and Call are one.
    });
    them = meter(context, stream);
  });

  return {
    speaks: mine !== null,
    async offer() {
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription.sdp;
    },
    /** @param {string} sdp */
    async answer(sdp) {
      await connection.setRemoteDescription({ type: "offer", sdp });
      await connection.setLocalDescription(await connection.createAnswer());
      return connection.localDescription.sdp;
    },
    /** @param {string} sdp the first one counts: early media comes before the answer */
    async accept(sdp) {
      if (connection.signalingState === "have-local-offer") {
        await connection.setRemoteDescription({ type: "answer", sdp });
      }
    },
    /** @param {boolean} on */
    mute(on) {
      for (const track of mine?.getTracks() ?? []) track.enabled = !on;
    },
    levels: () => ({ you: you(), them: them() }),
    close() {
      connection.close();
      for (const track of mine?.getTracks() ?? []) track.stop();
      ear.srcObject = null;
    },
  };
}
