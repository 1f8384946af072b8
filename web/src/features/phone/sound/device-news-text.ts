import type { DeviceNews } from "../../../phone/device-news.ts";
import { news as words } from "./words.ts";

/** "Jabra unplugged. Now using MacBook speakers." */
export function newsText({ gone, now, isMute }: DeviceNews): string {
  const sentences = [
    gone.length > 0 ? words.gone(words.both(gone)) : "",
    now.length > 0 ? words.now(words.both(now)) : "",
    isMute ? words.mute : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}
