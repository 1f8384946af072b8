// What Twilio makes of documents that are wrong.

import type { Case } from "../case.ts";
import type { Came } from "../receiver.ts";
import { reports } from "../stage.ts";

export const unknownVerb: Case = {
  asks: "an unknown verb",
  assumed: "fallback with ErrorCode 12200",
  async run(stage) {
    stage.receiver.begin({
      "/voice": "<Response><Conjure/><Reject/></Response>",
      "/fallback": "<Response><Reject/></Response>",
    });
    await stage.callIn();
    const { path, form } = await stage.receiver.wait(
      "fallback or end",
      (came) => came.path === "/fallback" || came.path.endsWith("-status"),
    );
    return path === "/fallback" ? `fallback with ErrorCode ${form["ErrorCode"]}` : "passed over";
  },
};

export const foreignCallerId: Case = {
  asks: "a caller id that is not the account's",
  assumed: "the Dial ends failed",
  async run(stage) {
    stage.receiver.begin({
      "/voice": `<Response><Dial action="/action" callerId="+12025550188">` +
        `<Number ${reports()}>${stage.target.theirs}</Number></Dial></Response>`,
      "/action": "<Response/>",
      "/fallback": "<Response/>",
    });
    const tab = await stage.tabs.open();
    const token = stage.token("conformance_foreign");
    await tab.run(`makeDevice(${JSON.stringify(token)}); watch(await device.connect());`);
    const next = ({ path }: Came) => path === "/action" || path === "/fallback";
    const { path, form } = await stage.receiver.wait("what comes after the Dial", next);
    await tab.close();
    return path === "/action"
      ? `the Dial ends ${form["DialCallStatus"]}`
      : `fallback with ErrorCode ${form["ErrorCode"]}`;
  },
};
