// What is to be heard in a recording, for the tests of calls that are recorded.
import { stack } from "./stack.ts";

const workspace = stack.workspaces[0]!;
const authorization = `Basic ${btoa(`${workspace.accountSid}:${workspace.authToken}`)}`;
const rateHz = 8_000;
/** A tenth of a second. */
const windowSamples = rateHz / 10;

/** The loudest tenth of a second of a recording, of all that is not the tone of its channel. */
export interface Heard {
  /** From silence to full scale: 0 to 1. */
  besides: number;
  seconds: number;
}

/**
 * What the recorded telephone said (first) and heard (second).
 * @param tones what is expected in each channel, in Hz: all else counts
 */
export async function soundOf(
  sid: string,
  tones: readonly (readonly number[])[],
): Promise<Heard[]> {
  const response = await fetch(
    `${stack.twilioUrl}/2010-04-01/Accounts/${workspace.accountSid}/Recordings/${sid}.wav?RequestedChannels=2`,
    { headers: { authorization } },
  );
  if (!response.ok) throw new Error(`Cannot fetch the recording: ${response.status}`);
  const file = new DataView(await response.arrayBuffer());
  const frames = Math.floor((file.byteLength - 44) / 4);
  return tones.map((expected, channel) => {
    const samples = Array.from(
      { length: frames },
      (_, i) => file.getInt16(44 + 4 * i + 2 * channel, true) / 32_768,
    );
    return { besides: loudest(expected.reduce(without, samples)), seconds: frames / rateHz };
  });
}

/** A steady tone leaves nothing; its first two samples, and whatever else sounds, stay. */
function without(samples: readonly number[], toneHz: number): number[] {
  const turn = 2 * Math.cos((2 * Math.PI * toneHz) / rateHz);
  return samples.map((sample, i) =>
    i < 2 ? 0 : (sample - turn * samples[i - 1]! + samples[i - 2]!) / 4
  );
}

function loudest(samples: readonly number[]): number {
  let most = 0;
  for (let from = 0; from < samples.length; from += windowSamples) {
    const window = samples.slice(from, from + windowSamples);
    const power = window.reduce((sum, sample) => sum + sample * sample, 0) / windowSamples;
    most = Math.max(most, Math.sqrt(power));
  }
  return most;
}
