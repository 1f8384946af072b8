// Why a leg left, and why a conference ended, in Twilio's words.

/** In the words of Twilio's Conference resource. */
export type EndReason =
  | "conference-ended-via-api"
  | "participant-with-end-conference-on-exit-left"
  | "participant-with-end-conference-on-exit-kicked"
  | "last-participant-kicked"
  | "last-participant-left";

/** Why a leg is in the conference no more. `refused`: it never was. */
export type Left = "hung-up" | "redirected" | "removed" | "time" | "conference-ended" | "refused";

/** Every `ReasonParticipantLeft` that is documented. */
export type LeaveReason =
  | "participant_hung_up"
  | "participant_updated_via_api"
  | "participant_add_failed"
  | "moderator_ended_conference"
  | "conference_ended_via_api";

/** None of the documented words says that somebody was put out, or ran out of time: assumed. */
export const LEFT_REASON: Record<Exclude<Left, "refused" | "conference-ended">, LeaveReason> = {
  "hung-up": "participant_hung_up",
  redirected: "participant_updated_via_api",
  removed: "participant_updated_via_api",
  time: "participant_hung_up",
};

/** `ReasonParticipantLeft` of those who were in a conference at its end. */
export const leftAtEnd = (reason: EndReason | null): LeaveReason =>
  reason === "conference-ended-via-api" ? "conference_ended_via_api" : "moderator_ended_conference";
