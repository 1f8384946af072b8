// Participants that the API makes: how one that fails is told, and what a name and a label are good for.

import type { Case } from "../case.ts";
import type { Stage } from "../stage.ts";

/** A Pause alone would ring on. */
const TALKS = `<Response><Say>Hello</Say><Pause length="60"/></Response>`;

/** Asks the API to call the outside number into a conference that tells what happens. */
function add({ api, target, receiver }: Stage, room: string, more = {}) {
  return api.conferences(room).participants.create({
    from: target.ours,
    to: target.theirs,
    conferenceStatusCallback: `${receiver.url}/room`,
    conferenceStatusCallbackEvent: ["start", "end", "join", "leave"],
    ...more,
  });
}

const event = (name: string) => ({ form }: { form: Record<string, string> }) =>
  form["StatusCallbackEvent"] === name;

/** The code of a refusal, or that there was none. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "taken";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

export const addFailed: Case = {
  asks: "a participant made by the API that is busy",
  assumed: "leave with participant_add_failed and busy, then last-participant-left",
  async run(stage) {
    stage.receiver.begin({ "/outside": `<Response><Reject reason="busy"/></Response>` });
    await add(stage, "conformance-busy");
    const { form: left } = await stage.receiver.wait("its leave", event("participant-leave"));
    const { form: end } = await stage.receiver.wait("the end", event("conference-end"));
    return `leave with ${left["ReasonParticipantLeft"]} and ${left["ParticipantCallStatus"]}, ` +
      `then ${end["ReasonConferenceEnded"]}`;
  },
};

export const byName: Case = {
  asks: "update and list by a conference's name",
  assumed: "fetch 20404, list 20404, update 20404",
  async run(stage) {
    stage.receiver.begin({ "/outside": TALKS });
    const room = "conformance-named";
    await add(stage, room);
    await stage.receiver.wait("the join", event("participant-join"));
    const named = stage.api.conferences(room);
    const codes = [
      await codeOf(named.fetch()),
      await codeOf(named.participants.list({ limit: 1 })),
      await codeOf(named.update({ status: "completed" })),
    ];
    return `fetch ${codes[0]}, list ${codes[1]}, update ${codes[2]}`;
  },
};

export const listLag: Case = {
  asks: "lag of the list of conferences",
  assumed: "it is listed when its first join is told",
  async run(stage, note) {
    stage.receiver.begin({ "/outside": TALKS });
    const room = `conformance-listed-${stage.key.sid.slice(-6)}`;
    await add(stage, room, { startConferenceOnEnter: true });
    await stage.receiver.wait("the join", event("participant-join"));
    const began = Date.now();
    for (let tries = 1; tries <= 20; tries++) {
      const found = await stage.api.conferences.list({ friendlyName: room, limit: 1 });
      if (found.length > 0) {
        note(`found after ${Date.now() - began} ms`);
        return tries === 1 ? "it is listed when its first join is told" : `at try ${tries}`;
      }
      await new Promise((next) => setTimeout(next, 250));
    }
    return "not within 5 s";
  },
};

export const takenLabel: Case = {
  asks: "a label that is taken, or none",
  assumed: "taken 16026, none 16024",
  async run(stage) {
    stage.receiver.begin({ "/outside": TALKS });
    const room = "conformance-labels";
    await add(stage, room, { label: "one" });
    await stage.receiver.wait("the join", event("participant-join"));
    const taken = await codeOf(add(stage, room, { label: "one" }));
    return `taken ${taken}, none ${await codeOf(add(stage, room, { label: "a/b" }))}`;
  },
};
