// Legs for tests of conferences: each speaks with a tone of its own, on a clock that stands still.

import { tone } from "../../audio/sources.ts";
import type { Call } from "../../calls/call.ts";
import type { FarEnd } from "../../phones/scripted-far-end.ts";
import { type Bench, createBench } from "../../testing/bench.ts";
import { CONFERENCE_EVENTS, JOIN_DEFAULTS, type JoinOrder } from "../order.ts";
import type { Joined } from "../conferences.ts";

export interface Person {
  call: Call;
  phone: FarEnd;
  /** The tones that this person hears now. */
  hears: () => number[];
  /** Set once the leg is in the conference no more. */
  left: Joined | null;
  /** As a redirect by the API would. */
  take: () => void;
}

export interface Room {
  bench: Bench;
  /** A leg that says `hz` joins; everything about it is told to /events. */
  join: (hz: number, order?: Partial<JoinOrder>) => Person;
  /** What was told, as `event label`. */
  told: () => string[];
}

export function createRoom(): Room {
  const bench = createBench();
  bench.answers["/voice"] = `<Response><Pause/><Pause length="9999"/></Response>`;
  return {
    bench,
    join(hz, order = {}) {
      const { call, phone } = bench.callIn();
      call.answer();
      phone.script.speak(tone(hz));
      const taken = new AbortController();
      const person: Person = {
        call,
        phone,
        hears: () => (call.line?.sent().tones ?? []).toSorted((a, b) => a - b),
        left: null,
        take: () => taken.abort(),
      };
      const whole: JoinOrder = {
        ...JOIN_DEFAULTS,
        conference: "room",
        label: String(hz),
        beep: "false",
        statusCallback: {
          url: "https://customer.test/events",
          method: "POST",
          // Everybody speaks all the time here.
          events: new Set(CONFERENCE_EVENTS.filter((event) => event !== "speaker")),
        },
        ...order,
      };
      void bench.engine.conferences
        .join(call, whole, AbortSignal.any([call.over, taken.signal]))
        .then((joined) => person.left = joined);
      return person;
    },
    told: () =>
      bench.told.filter(({ url }) => url.endsWith("/events")).map(({ form }) =>
        `${form["StatusCallbackEvent"]} ${form["ParticipantLabel"] ?? ""}`.trim()
      ),
  };
}
