import type { Teller } from "./callbacks.ts";
import type { ParticipantChange } from "./order.ts";
import type { Participant } from "./participant.ts";

type ParticipantEvent = Parameters<Teller["tell"]>[0];

/** Changes what is asked of a participant, as the API's update does; the events that tell of it, in their order. */
export function applyChange(
  participant: Participant,
  change: ParticipantChange,
): ParticipantEvent[] {
  const events: ParticipantEvent[] = [];
  const { beep, endOnExit, coach, wait } = participant;
  if (change.muted !== undefined && change.muted !== participant.muted) {
    participant.muted = change.muted;
    events.push(change.muted ? "participant-mute" : "participant-unmute");
  }
  // A hold without a sound of its own has the built-in music, whatever an earlier one had (assumed).
  if (change.hold === true) participant.holdSound = change.holdSound ?? null;
  else if (change.holdSound !== undefined) participant.holdSound = change.holdSound;
  // Documented: what happens at the exit cannot be changed while on hold; nothing says so.
  const held = participant.hold;
  if (change.hold !== undefined && change.hold !== participant.hold) {
    participant.hold = change.hold;
    events.push(change.hold ? "participant-hold" : "participant-unhold");
  }
  if (change.wait !== undefined) participant.wait = change.wait;
  if (change.beepOnExit !== undefined) {
    const onEnter = participant.beep === "true" || participant.beep === "onEnter";
    if (change.beepOnExit) participant.beep = onEnter ? "true" : "onExit";
    else participant.beep = onEnter ? "onEnter" : "false";
  }
  if (!held && change.endOnExit !== undefined) participant.endOnExit = change.endOnExit;
  if (change.coach !== undefined) participant.coach = change.coach;
  // Documented: these four are a modification.
  const modified = participant.beep !== beep || participant.endOnExit !== endOnExit ||
    participant.coach !== coach || participant.wait !== wait;
  if (modified) events.push("participant-modify");
  return events;
}
