import type { Asker } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import type { NextStep } from "../domain/next_step.ts";
import type { RequestAnswer, RequestFacts, TwilioRequest } from "../domain/twilio_work.ts";
import { findConference } from "./find_conference.ts";
import { fetchLeg, fetchLegs } from "./leg_states.ts";
import { changeRecording, recordLeg } from "./call_recordings.ts";
import { addParticipant, announceTo, changeParticipant } from "./participants.ts";
import { redirectLeg } from "./redirect_leg.ts";
import type { TwilioRest } from "./rest.ts";

/** What performing a request needs. */
export interface Performer {
  twilio: TwilioRest;
  asker: Asker;
  publicUrl: string;
  /** The TwiML of a step. Only a redirect needs it. */
  documentFor: (step: NextStep) => Promise<string>;
}

/**
 * Sends requests about one call: those about one leg one after the other, in their order, all else at once.
 * @returns an answer to each; none is thrown but what is a defect of ours
 */
export async function performAll(
  performer: Performer,
  requests: readonly TwilioRequest[],
): Promise<RequestAnswer[]> {
  const byLeg = Object.groupBy(requests, ({ leg_id }) => String(leg_id));
  const answers = await Promise.all(
    Object.values(byLeg).map((ofLeg) => performInOrder(performer, ofLeg ?? [])),
  );
  return answers.flat();
}

async function performInOrder(
  performer: Performer,
  requests: readonly TwilioRequest[],
): Promise<RequestAnswer[]> {
  const answers: RequestAnswer[] = [];
  for (const request of requests) {
    const failed = answers.some(({ outcome }) => outcome !== "done");
    answers.push(
      failed
        ? { id: request.id, outcome: "skipped", code: null, facts: {} }
        : await answerTo(performer, request),
    );
  }
  return answers;
}

/** "Too many requests" was not processed (https://www.twilio.com/docs/api/errors/20429), so it is asked again once. */
const tooManyCode = 20429;
const backOffMs = 1_000;

async function answerTo(
  performer: Performer,
  request: TwilioRequest,
  again = true,
): Promise<RequestAnswer> {
  const { id } = request;
  try {
    return { id, outcome: "done", code: null, facts: await perform(performer, request) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { twilioCode } = error.detail;
    const code = typeof twilioCode === "number" ? twilioCode : null;
    if (code === tooManyCode && again) {
      await new Promise((resolve) => setTimeout(resolve, backOffMs));
      return await answerTo(performer, request, false);
    }
    const refused = code !== null && !isTwilioFault(code) || error.code === "E-CREDENTIALS";
    return { id, outcome: refused ? "refused" : "lost", code, facts: {} };
  }
}

/** "Internal server error" and its like: what was asked may have been done. */
const isTwilioFault = (code: number) => code >= 20500 && code < 20600;

async function perform(
  { twilio, asker, publicUrl, documentFor }: Performer,
  request: TwilioRequest,
): Promise<RequestFacts> {
  switch (request.kind) {
    case "find-legs":
      return { legs: await fetchLegs(twilio, asker, request.first_sid) };
    case "find-conference": {
      const [legs, conference] = await Promise.all([
        Promise.all(request.legs.map((callSid) => fetchLeg(twilio, asker, callSid))),
        findConference(twilio, asker, request.name),
      ]);
      return { legs: legs.filter((leg) => leg !== null), ...conference };
    }
    case "redirect": {
      const twiml = await documentFor(request.document);
      await redirectLeg(twilio, { ...asker, callSid: request.call_sid, twiml });
      return {};
    }
    case "add":
      return {
        callSid: await addParticipant(twilio, {
          ...asker,
          publicUrl,
          name: request.name,
          label: request.label,
          to: request.to,
          manner: request.manner,
          from: request.from,
          other: request.other,
          callId: request.call_id,
          stepId: request.step_id,
          legId: request.leg_id,
          timeoutS: request.timeout_s,
          timeLimitS: request.time_limit_s,
        }),
      };
    case "hold":
    case "ends-conference":
      await changeParticipant(twilio, {
        ...asker,
        publicUrl,
        conferenceSid: request.conference_sid,
        callSid: request.call_sid,
        change: request.kind === "hold" ? { hold: request.hold } : { endsConference: request.ends },
      });
      return {};
    case "mute":
    case "coach":
      await changeParticipant(twilio, {
        ...asker,
        publicUrl,
        conferenceSid: request.conference_sid,
        callSid: request.call_sid,
        change: request.kind === "mute"
          ? { muted: request.muted }
          : { coached: request.coached_sid },
      });
      return {};
    case "end":
      await twilio({
        method: "POST",
        accountSid: asker.accountSid,
        credentials: asker.credentials,
        resource: `Calls/${request.call_sid}`,
        form: [["Status", "completed"]],
      });
      return {};
    case "announce":
      await announceTo(twilio, {
        ...asker,
        publicUrl,
        conferenceSid: request.conference_sid,
        callSid: request.call_sid,
        callId: request.call_id,
        legId: request.leg_id,
      });
      return {};
    case "record":
      return {
        ...await recordLeg(twilio, {
          ...asker,
          publicUrl,
          callSid: request.call_sid,
          callId: request.call_id,
          legId: request.leg_id,
        }),
      };
    case "pause-recording":
    case "resume-recording":
      await changeRecording(twilio, {
        ...asker,
        callSid: request.call_sid,
        recordingSid: request.recording_sid,
        paused: request.kind === "pause-recording",
      });
      return {};
    default:
      return request satisfies never;
  }
}
