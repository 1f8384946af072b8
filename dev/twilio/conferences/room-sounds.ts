// What is played into one conference: to each who waits or is on hold, and announcements.

import type { Account } from "../accounts/resources.ts";
import type { Source } from "../audio/pcm.ts";
import type { Call } from "../calls/call.ts";
import type { Teller } from "./callbacks.ts";
import type { SoundOrder } from "./order.ts";
import type { Participant } from "./participant.ts";
import type { Loaded, Sounds } from "./sounds.ts";

export interface RoomSounds {
  /** Asks for what a leg hears while it waits; null when it cannot be played. */
  load(call: Call, wait: SoundOrder): Promise<Loaded | null>;
  /** Plays to one alone until it is stopped; what plays already goes on. */
  play(participant: Participant, sound: SoundOrder | null): void;
  stop(participant: Participant): void;
  /** Plays over the talk, to one or to all, and tells how that went. */
  announce(participant: Participant | null, sound: SoundOrder): Promise<void>;
}

export function createRoomSounds(
  room: { sid: string; account: Account; friendlyName: string; readonly status: string },
  { sounds, teller, overlays }: { sounds: Sounds; teller: Teller; overlays: Set<Source> },
): RoomSounds {
  const fields = (call: Call | null) => ({
    AccountSid: room.account.sid,
    ConferenceSid: room.sid,
    FriendlyName: room.friendlyName,
    ...(call === null ? {} : { CallSid: call.sid }),
  });

  function stop(participant: Participant): void {
    participant.music?.stop.abort();
    participant.music = null;
  }

  return {
    load: (call, wait) => sounds.load(room.account, wait, fields(call)),
    play(participant, sound) {
      if (participant.music !== null && participant.music.sound === sound) return;
      stop(participant);
      const abort = new AbortController();
      participant.music = { sound, stop: abort };
      const { call, waitLoaded } = participant;
      participant.waitLoaded = null;
      const loaded = sound === participant.wait ? waitLoaded : null;
      void sounds.play(call, sound, fields(call), abort.signal, loaded);
    },
    stop,
    async announce(participant, sound) {
      const call = participant?.call ?? null;
      const source = await sounds.once(room.account, sound, fields(call));
      if (room.status === "completed") return;
      if (source === null) {
        return teller.tell("announcement-fail", participant, {
          AnnounceUrl: sound.url,
          ReasonAnnouncementFailed: "cannot be played",
        });
      }
      const over = participant === null ? overlays : participant.seat?.overlays;
      over?.add(() => {
        const frame = source();
        if (frame === null) {
          teller.tell("announcement-end", participant, { AnnounceUrl: sound.url });
        }
        return frame;
      });
    },
  };
}
