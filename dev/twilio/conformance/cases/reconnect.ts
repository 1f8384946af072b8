import type { Case } from "../case.ts";
import { reports } from "../stage.ts";

export const connectToken: Case = {
  asks: "`connectToken` to an established leg after a reload",
  assumed: "the same leg goes on",
  async run(stage, note) {
    const identity = "conformance_reload";
    const tab = await stage.tabs.open();
    await tab.register(stage.token(identity));
    stage.receiver.begin({
      "/voice":
        `<Response><Dial action="/action"><Client ${reports()}>${identity}</Client></Dial></Response>`,
      "/action": "<Response/>",
    });
    await stage.callIn();
    const kept = await tab.run(`await seen.incoming; call.accept(); await seen.accept;
      return [call.connectToken, call.parameters.CallSid];`);
    const [token, sid] = Array.isArray(kept) ? kept.map(String) : [];
    // The page goes without a word, as one that guards its unload does.
    await tab.run(`window.WebSocket.prototype.send = () => {};`);
    await tab.close();
    const again = await stage.tabs.open();
    const began = Date.now();
    const outcome = await again.run(`
      makeDevice(${JSON.stringify(stage.token(identity))});
      watch(await device.connect({ connectToken: ${JSON.stringify(token)} }));
      return await Promise.race([
        seen.accept.then(() => call.parameters.CallSid),
        seen.error.then(({ code }) => "refused: " + code),
        seen.disconnect.then(() => "ended")]);`);
    note(`${Date.now() - began} ms`);
    const over = stage.receiver.came.some(({ path }) => path === "/action");
    await again.close();
    return outcome === sid && !over ? "the same leg goes on" : String(outcome);
  },
};
