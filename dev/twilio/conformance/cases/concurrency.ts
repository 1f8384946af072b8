import type { Case } from "../case.ts";
import { reports } from "../stage.ts";

/** Together with the two legs of the call from outside: one more than a trial account may have. */
const TABS = 4;

export const countedLegs: Case = {
  asks: "which legs count for 10004",
  assumed: "3 of 4 legs ring beside an API leg and an inbound one: all count, ringing or not",
  unable: async ({ api, target }) => {
    const { type } = await api.api.v2010.accounts(target.accountSid).fetch();
    return type === "Trial" ? null : "only a trial account's limit (5) is small enough to reach";
  },
  async run(stage) {
    const identities = Array.from({ length: TABS }, (_, n) => `conformance_counted_${n}`);
    const tabs = await Promise.all(identities.map(async (identity) => {
      const tab = await stage.tabs.open();
      await tab.register(stage.token(identity));
      return tab;
    }));
    const nouns = identities.map((identity) => `<Client ${reports()}>${identity}</Client>`);
    stage.receiver.begin({
      "/voice": `<Response><Dial answerOnBridge="true" timeout="8" action="/action">${
        nouns.join("")
      }</Dial></Response>`,
      "/action": "<Response/>",
    });
    await stage.callIn();
    await stage.receiver.wait("the Dial's action", ({ path }) => path === "/action");
    const rang = new Set(
      stage.receiver.came.filter(({ path, form }) =>
        path === "/leg" && form["CallStatus"] === "ringing"
      ).map(({ form }) => form["To"]),
    );
    await Promise.all(tabs.map((tab) => tab.close()));
    const meaning = rang.size === TABS ? "ringing legs do not count" : "all count, ringing or not";
    return `${rang.size} of ${TABS} legs ring beside an API leg and an inbound one: ${meaning}`;
  },
};
