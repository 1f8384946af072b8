// Speakers of a conference in a process of their own, as browsers are: each answers an offer from the parent process
// and sends a tone for ever. Started by `fork`; ends with its parent.

import * as v from "valibot";
import { FRAME_MS } from "../../audio/pcm.ts";
import { answerOffer } from "../peer.ts";
import { steadyTone } from "./tones.ts";

const order = v.object({ offer: v.string(), hz: v.number() });

async function speak(message: unknown): Promise<void> {
  const { offer, hz } = v.parse(order, message);
  const peer = await answerOffer(offer);
  const tone = steadyTone(hz, 2000);
  let due = performance.now();
  setInterval(() => {
    for (; due < performance.now(); due += FRAME_MS) peer.audio.write(tone());
  }, FRAME_MS);
  process.send?.({ answer: peer.sdp() });
}

process.on("message", (message) => void speak(message));
process.on("disconnect", () => process.exit());
