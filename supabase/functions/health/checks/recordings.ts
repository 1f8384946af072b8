import type { Bench, FindingOf } from "../collaborators.ts";

const check = "recordings";

/** Whether strangers can listen to recordings, and whether all are gone that are to be. */
export async function checkRecordings({ twilio, stored }: Bench): Promise<FindingOf<"recordings">> {
  const open = await twilio.recordingsOpen();
  if (open === true) {
    const repair = { by: "twilio", page: "voiceSettings" } as const;
    return { check, level: "red", finding: "recordings-open", facts: {}, repair };
  }
  const { count, since, code: twilioCode } = stored.facts.undeleted;
  if (since !== null) {
    const facts = { count, since, twilioCode };
    return { check, level: "amber", finding: "recordings-undeleted", facts, repair: null };
  }
  const finding = open === null ? "recordings-none" : "recordings-protected";
  return { check, level: "green", finding, facts: {}, repair: null };
}
