import type { Bench, FindingOf } from "../collaborators.ts";

const check = "recordings";

/** Whether strangers can listen to recordings. */
export async function checkRecordings({ twilio }: Bench): Promise<FindingOf<"recordings">> {
  const open = await twilio.recordingsOpen();
  if (open === true) {
    const repair = { by: "twilio", page: "voiceSettings" } as const;
    return { check, level: "red", finding: "recordings-open", facts: {}, repair };
  }
  const finding = open === null ? "recordings-none" : "recordings-protected";
  return { check, level: "green", finding, facts: {}, repair: null };
}
