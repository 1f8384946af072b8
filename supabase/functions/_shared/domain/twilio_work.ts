import type { Manner } from "../contracts/call.ts";
import type { LegState } from "./leg_state.ts";
import type { NextStep } from "./next_step.ts";

/** One thing to ask of Twilio about a running call, written down by the database before it is asked. */
export type TwilioRequest =
  & {
    id: number;
    /** Requests about one leg are sent one after the other. */
    leg_id: number | null;
  }
  & (
    /** A line and those that it dialled. */
    | { kind: "find-legs"; first_sid: string }
    /** These lines, and who is in the conference of that name. */
    | { kind: "find-conference"; name: string; legs: string[] }
    | { kind: "redirect"; call_sid: string; document: NextStep }
    | {
      kind: "add";
      name: string;
      label: string;
      /** E.164, or `client:<identity>`. */
      to: string;
      /** Of a supervisor, who comes in muted. */
      manner: Manner | null;
      /** A number of the workspace. */
      from: string;
      /** Whom the workspace talks to: what a browser that is rung shows until it knows more. */
      other: string;
      call_id: number;
      step_id: number;
      leg_id: number;
      timeout_s: number;
      time_limit_s: number;
    }
    | { kind: "ends-conference"; conference_sid: string; call_sid: string; ends: boolean }
    | { kind: "hold"; conference_sid: string; call_sid: string; hold: boolean }
    | { kind: "mute"; conference_sid: string; call_sid: string; muted: boolean }
    /** Whoever is coached alone hears it; null: everybody. */
    | { kind: "coach"; conference_sid: string; call_sid: string; coached_sid: string | null }
    | { kind: "end"; call_sid: string }
    /** Somebody in the conference is told that they are recorded; nobody else hears it. */
    | {
      kind: "announce";
      conference_sid: string;
      call_sid: string;
      call_id: number;
      leg_id: number;
    }
    | { kind: "record"; call_sid: string; call_id: number; leg_id: number }
    | { kind: "pause-recording" | "resume-recording"; call_sid: string; recording_sid: string }
  );

/** What a running call needs of Twilio now. No requests: somebody else asks, or a callback is waited for. */
export interface TwilioWork {
  callId: number;
  requests: readonly TwilioRequest[];
}

/** What was learned by a request that Twilio granted. */
export interface RequestFacts {
  /** `add`: the new line. */
  callSid?: string;
  legs?: readonly LegState[];
  conferenceSid?: string | null;
  /** CallSids of those in the conference. */
  participants?: readonly string[];
  /** `record`: the one that runs now, begun by this request or earlier. */
  recordingSid?: string;
  recordingStatus?: "in-progress" | "paused";
}

/** `lost`: no answer came, so it may have taken effect. `skipped`: an earlier one about the same leg failed. */
export type RequestAnswer = {
  id: number;
  outcome: "done" | "refused" | "lost" | "skipped";
  /** Twilio's code of a refusal. */
  code: number | null;
  facts: RequestFacts;
};
