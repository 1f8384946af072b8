// How a Dial ends, and what is told of its legs.

import type { Case } from "../case.ts";
import type { Came } from "../receiver.ts";
import { reports, type Stage } from "../stage.ts";
import { until } from "../until.ts";

const FINAL = ["completed", "busy", "no-answer", "canceled", "failed"];

/** Asks until the call is over. */
async function finalStatus({ api }: Stage, sid: string): Promise<string> {
  return await until(`call ${sid} is over`, async () => {
    const { status } = await api.calls(sid).fetch();
    return FINAL.includes(status) ? status : null;
  });
}

const toldOf = (came: readonly Came[], to: string) =>
  came.filter(({ path, form }) => path === "/leg" && form["To"] === to).map(({ form }) => form);

const ended = (to: string) => ({ path, form }: Came) =>
  path === "/leg" && form["To"] === to && "CallDuration" in form;

export const unansweredParent: Case = {
  asks: "status of an unanswered parent",
  assumed:
    "unregistered client: no-answer, SIP 480; declined: busy, SIP 603; timed out: no-answer, SIP 487",
  async run(stage) {
    const seen = [];
    for (const how of ["unregistered client", "declined", "timed out"]) {
      const identity = `conformance_${how.replace(" ", "_")}`;
      const tab = await stage.tabs.open();
      if (how !== "unregistered client") await tab.register(stage.token(identity));
      stage.receiver.begin({
        "/voice": `<Response><Dial answerOnBridge="true" timeout="5">` +
          `<Client ${reports()}>${identity}</Client></Dial></Response>`,
      });
      const rung = how === "declined" ? tab.run(`await seen.incoming; call.reject();`) : null;
      const { sid } = await stage.callIn();
      await rung;
      const { form } = await stage.receiver.wait("the leg's end", ended(`client:${identity}`));
      seen.push(`${how}: ${await finalStatus(stage, sid)}, SIP ${form["SipResponseCode"]}`);
      await tab.close();
    }
    return seen.join("; ");
  },
};

export const losers: Case = {
  asks: "callbacks of the losers in a ring-all",
  assumed: "initiated, ringing, canceled",
  async run(stage) {
    const [winner, loser] = [await stage.tabs.open(), await stage.tabs.open()];
    await winner.register(stage.token("conformance_winner"));
    await loser.register(stage.token("conformance_loser"));
    stage.receiver.begin({
      "/voice": `<Response><Dial answerOnBridge="true" action="/action">` +
        `<Client ${reports()}>conformance_winner</Client>` +
        `<Client ${reports()}>conformance_loser</Client></Dial></Response>`,
      "/action": "<Response/>",
    });
    const { outside } = await stage.callIn();
    await loser.run(`await seen.incoming;`);
    await winner.run(`await seen.incoming; call.accept();`);
    await stage.receiver.wait("the loser's end", ended("client:conformance_loser"));
    await stage.api.calls(outside).update({ status: "completed" });
    const told = toldOf(stage.receiver.came, "client:conformance_loser");
    await Promise.all([winner.close(), loser.close()]);
    return told.map((form) => form["CallStatus"]).join(", ");
  },
};

export const forkedSids: Case = {
  asks: "CallSids of forked legs with one identity in two tabs",
  assumed: "one CallSid; the other tab is cancelled",
  async run(stage) {
    const tabs = [await stage.tabs.open(), await stage.tabs.open()] as const;
    for (const tab of tabs) await tab.register(stage.token("conformance_twice"));
    stage.receiver.begin({
      "/voice": `<Response><Dial action="/action"><Client ${reports()}>conformance_twice</Client>` +
        `</Dial></Response>`,
      "/action": "<Response/>",
    });
    await stage.callIn();
    const sids = await Promise.all(
      tabs.map((tab) => tab.run(`await seen.incoming; return call.parameters.CallSid;`)),
    );
    const other = tabs[1].run(`return await Promise.race([
      seen.cancel.then(() => "cancelled"),
      new Promise((done) => setTimeout(done, 10000, "still ringing"))]);`);
    await tabs[0].run(`call.accept(); await seen.accept;`);
    const end = await other;
    for (const tab of tabs) await tab.close();
    return `${new Set(sids).size === 1 ? "one CallSid" : "two CallSids"}; the other tab is ${
      String(end)
    }`;
  },
};

export const declinedInOneTab: Case = {
  asks: "a decline in one of two tabs with one identity",
  assumed: "the other tab is cancelled; the leg ends busy",
  async run(stage) {
    const tabs = [await stage.tabs.open(), await stage.tabs.open()] as const;
    for (const tab of tabs) await tab.register(stage.token("conformance_declines"));
    stage.receiver.begin({
      "/voice": `<Response><Dial action="/action" timeout="20">` +
        `<Client ${reports()}>conformance_declines</Client></Dial></Response>`,
      "/action": "<Response/>",
    });
    await stage.callIn();
    await Promise.all(tabs.map((tab) => tab.run(`await seen.incoming;`)));
    const other = tabs[1].run(`return await Promise.race([
      seen.cancel.then(() => "cancelled"),
      new Promise((done) => setTimeout(done, 10000, "still ringing"))]);`);
    await tabs[0].run(`call.reject();`);
    const end = await other;
    const { form } = await stage.receiver.wait(
      "the leg's end",
      ended("client:conformance_declines"),
    );
    for (const tab of tabs) await tab.close();
    return `the other tab is ${String(end)}; the leg ends ${form["CallStatus"]}`;
  },
};

export const callerHangsUp: Case = {
  asks: "whether `action` fires after the caller hung up",
  assumed: "yes, with CallStatus completed",
  async run(stage) {
    const tab = await stage.tabs.open();
    await tab.register(stage.token("conformance_left"));
    stage.receiver.begin({
      "/voice": `<Response><Dial action="/action"><Client ${reports()}>conformance_left</Client>` +
        `</Dial></Response>`,
      "/action": "<Response><Say>Nobody hears this</Say></Response>",
    });
    const { outside } = await stage.callIn();
    await tab.run(`await seen.incoming; call.accept(); await seen.accept;`);
    await stage.receiver.wait(
      "the answer",
      ({ form }) => form["CallStatus"] === "in-progress" && "ParentCallSid" in form,
    );
    await stage.api.calls(outside).update({ status: "completed" });
    try {
      const action = ({ path }: Came) => path === "/action";
      const { form } = await stage.receiver.wait("the Dial's action", action, 15_000);
      return `yes, with CallStatus ${form["CallStatus"]}`;
    } catch {
      return "no";
    } finally {
      await tab.close();
    }
  },
};

export const numbering: Case = {
  asks: "numbering of callbacks when only some events were asked for",
  assumed: "0 in-progress, 1 completed",
  async run(stage) {
    const tab = await stage.tabs.open();
    await tab.register(stage.token("conformance_some"));
    stage.receiver.begin({
      "/voice": `<Response><Dial action="/action"><Client statusCallback="/leg" ` +
        `statusCallbackEvent="answered completed">conformance_some</Client></Dial></Response>`,
      "/action": "<Response/>",
    });
    await stage.callIn();
    await tab.run(`await seen.incoming; call.accept(); await seen.accept;`);
    await stage.receiver.wait("the answer", ({ form }) => form["CallStatus"] === "in-progress");
    await tab.run(`call.disconnect();`);
    await stage.receiver.wait("the leg's end", ended("client:conformance_some"));
    const told = toldOf(stage.receiver.came, "client:conformance_some");
    await tab.close();
    return told.map((form) => `${form["SequenceNumber"]} ${form["CallStatus"]}`).toSorted().join(
      ", ",
    );
  },
};

export const bothStatusCallbacks: Case = {
  asks: "number's or app's status callback when both are set",
  assumed: "number and app",
  async run(stage) {
    stage.receiver.begin({ "/voice": "<Response><Reject/></Response>" });
    await stage.callIn();
    const told = ({ path }: Came) => path.endsWith("-status");
    const first = await stage.receiver.wait("a status callback", told);
    const second = await stage.receiver.wait(
      "another one",
      (came) => told(came) && came.path !== first.path,
      5000,
    ).catch(() => null);
    const names = [first, second].flatMap((came) => came === null ? [] : [came.path]);
    return names.map((path) => path.slice(1, -"-status".length)).toSorted().toReversed().join(
      " and ",
    );
  },
};

export const redirectUnanswered: Case = {
  asks: "redirect of an unanswered parent",
  assumed: "refused: 21220",
  async run(stage) {
    const tab = await stage.tabs.open();
    await tab.register(stage.token("conformance_moved"));
    stage.receiver.begin({
      "/voice": `<Response><Dial answerOnBridge="true" action="/action">` +
        `<Client ${reports()}>conformance_moved</Client></Dial></Response>`,
      "/action": "<Response/>",
    });
    const { sid } = await stage.callIn();
    await tab.run(`await seen.incoming;`);
    try {
      await stage.api.calls(sid).update({
        twiml: `<Response><Say loop="30">Moved</Say></Response>`,
      });
    } catch (error) {
      return `refused: ${error instanceof Error && "code" in error ? String(error.code) : "?"}`;
    }
    const { form } = await stage.receiver.wait("the leg's end", ended("client:conformance_moved"));
    const parent = await until("the parent is no longer ringing", async () => {
      const { status } = await stage.api.calls(sid).fetch();
      return status === "ringing" ? null : status;
    });
    await tab.close();
    return `taken; the child ends ${form["CallStatus"]}, the parent ${parent}`;
  },
};
