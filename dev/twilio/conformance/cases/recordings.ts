// Recordings of a call by the API.

import type { Case } from "../case.ts";

export const secondRecording: Case = {
  asks: "a second recording start, and Twilio.CURRENT with none running",
  assumed: "the first one's SID, 1 recording; then 21220",
  async run(stage) {
    stage.receiver.begin({
      "/voice": `<Response><Say>Good morning</Say><Pause length="60"/></Response>`,
    });
    const { sid } = await stage.callIn();
    await stage.receiver.wait("the call", ({ path }) => path === "/voice");
    const { recordings } = stage.api.calls(sid);
    const first = await start(() => recordings.create({}));
    const second = await recordings.create({});
    const current = stage.api.calls(sid).recordings("Twilio.CURRENT");
    await current.update({ status: "stopped" });
    const code = await current.update({ status: "stopped" }).then(
      () => "taken",
      (error: unknown) => error instanceof Error && "code" in error ? String(error.code) : "?",
    );
    const { length } = await recordings.list({ limit: 10 });
    const which = second.sid === first.sid ? "the first one's SID" : "a SID of its own";
    return `${which}, ${length} recording${length === 1 ? "" : "s"}; then ${code}`;
  },
};

/** The call answers a moment after its document was asked for. */
async function start<T>(record: () => Promise<T>): Promise<T> {
  for (let tries = 0;; tries++) {
    try {
      return await record();
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((next) => setTimeout(next, 250));
    }
  }
}
