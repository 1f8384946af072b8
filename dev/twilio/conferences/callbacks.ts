// Tells the customer's server what happens in a conference
// (https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback).

import type { Account } from "../accounts/resources.ts";
import type { Clock } from "../clock.ts";
import { rfc2822 } from "../dates.ts";
import type { Form } from "../webhooks/signature.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { ConferenceEvent, ConferenceSubscription } from "./order.ts";
import type { Participant } from "./participant.ts";

/** The names that are sent, and the word of `statusCallbackEvent` that asks for each. */
const ASKED_BY = {
  "conference-start": "start",
  "conference-end": "end",
  "participant-join": "join",
  "participant-leave": "leave",
  "participant-mute": "mute",
  "participant-unmute": "mute",
  "participant-hold": "hold",
  "participant-unhold": "hold",
  "participant-modify": "modify",
  "participant-speech-start": "speaker",
  "participant-speech-stop": "speaker",
  "announcement-end": "announcement",
  "announcement-fail": "announcement",
} as const satisfies Record<string, ConferenceEvent>;
export type ConferenceEventName = keyof typeof ASKED_BY;

export interface Teller {
  tell(event: ConferenceEventName, participant: Participant | null, more?: Form): void;
}

export function createTeller(
  conference: { sid: string; account: Account; friendlyName: string },
  subscription: ConferenceSubscription | null,
  { webhooks, clock }: { webhooks: Webhooks; clock: Clock },
): Teller {
  // Only reported events are numbered (assumed).
  let sequence = 0;
  return {
    tell(event, participant, more = {}) {
      if (subscription === null || !subscription.events.has(ASKED_BY[event])) return;
      const { account } = conference;
      const form = {
        AccountSid: account.sid,
        ConferenceSid: conference.sid,
        FriendlyName: conference.friendlyName,
        SequenceNumber: String(++sequence),
        Timestamp: rfc2822(clock.now()),
        StatusCallbackEvent: event,
        ...(participant === null ? {} : participantFields(participant)),
        ...more,
      };
      const { url, method } = subscription;
      webhooks.tell({ url, method, form, authToken: account.authToken }, conference.sid);
    },
  };
}

function participantFields(participant: Participant): Form {
  const { call, coach } = participant;
  return {
    CallSid: call.sid,
    Muted: String(participant.muted),
    Hold: String(participant.hold),
    Coaching: String(coach !== null),
    ...(coach === null ? {} : { CallSidToCoach: coach }),
    EndConferenceOnExit: String(participant.endOnExit),
    StartConferenceOnEnter: String(participant.startOnEnter),
    ...(participant.label === null ? {} : { ParticipantLabel: participant.label }),
  };
}
