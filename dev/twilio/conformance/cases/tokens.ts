// Tokens that are no good, and tokens whose key is gone.

import * as v from "valibot";
import type { Case } from "../case.ts";
import type { Stage } from "../stage.ts";

/** The Voice SDK's error code for a token. */
async function codeOf(stage: Stage, token: string): Promise<string> {
  const tab = await stage.tabs.open();
  try {
    return String(
      await tab.run(`makeDevice(${JSON.stringify(token)});
      device.register().catch(() => {});
      return await Promise.race([
        seen.deviceError.then(({ code }) => code), until(device, "registered").then(() => "registered")]);`),
    );
  } finally {
    await tab.close();
  }
}

export const badTokens: Case = {
  asks: "behaviour on bad tokens",
  assumed:
    "wrong secret 31202, unknown key 31202, another account 31202, expired 20104, malformed 20101",
  async run(stage) {
    const seen = [];
    for (
      const [why, token] of [
        ["wrong secret", stage.token("conformance", { secret: "wrong" })],
        ["unknown key", stage.token("conformance", { keySid: `SK${"0".repeat(32)}` })],
        ["another account", stage.token("conformance", { accountSid: `AC${"0".repeat(32)}` })],
        ["expired", stage.token("conformance", { ttl: -60 })],
        ["malformed", "a.b.c"],
      ] as const
    ) {
      seen.push(`${why} ${await codeOf(stage, token)}`);
    }
    return seen.join(", ");
  },
};

export const deletedKey: Case = {
  asks: "tokens after their key is deleted",
  assumed: "the device still rings, a new connection hears 31202",
  async run(stage) {
    const key = await stage.api.newKeys.create({ friendlyName: "Conformance suite, deleted" });
    const identity = "conformance_deleted";
    const token = stage.token(identity, { keySid: key.sid, secret: key.secret });
    const tab = await stage.tabs.open();
    try {
      await tab.register(token);
      await stage.api.keys(key.sid).remove();
      stage.receiver.begin({
        "/voice":
          `<Response><Dial action="/action" timeout="10"><Client>${identity}</Client></Dial></Response>`,
      });
      await stage.callIn();
      await tab.run(`seen.incoming.then((call) => { window.rang = true; call.reject(); });`);
      await stage.receiver.wait("the Dial's action", ({ path }) => path === "/action");
      const rings = await tab.run(`return window.rang === true;`);
      const again = v.parse(v.string(), await codeOf(stage, token));
      return `the device ${rings === true ? "still rings" : "rings no more"}, a new connection ${
        again === "registered" ? "is taken" : `hears ${again}`
      }`;
    } finally {
      await tab.close();
    }
  },
};

export const keysMakeKeys: Case = {
  asks: "a standard key that asks for keys",
  assumed: "401 20003",
  async run(stage) {
    const { key } = stage;
    try {
      await stage.client(key.sid, key.secret).newKeys.create({});
      return "made a key";
    } catch (error) {
      const { status, code } = v.parse(v.object({ status: v.number(), code: v.number() }), error);
      return `${status} ${code}`;
    }
  },
};
