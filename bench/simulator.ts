// The simulated outside world, by its control routes.
import * as v from "valibot";
import { delay } from "./delay.ts";
import type { World } from "./world.ts";

const Client = v.object({
  id: v.string(),
  identity: v.string(),
  calls: v.array(v.object({ sid: v.nullable(v.string()), state: v.string() })),
});
const Webhook = v.object({
  n: v.number(),
  url: v.string(),
  status: v.nullable(v.number()),
  /** Null while it is under way. */
  ms: v.nullable(v.number()),
});
const Leg = v.object({ sid: v.string(), parentSid: v.nullable(v.string()), status: v.string() });
type Leg = v.InferOutput<typeof Leg>;

export function simulatorOf({ info }: { info: Pick<World["info"], "twilioUrl"> }) {
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${info.twilioUrl}/_control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Cannot ${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  return {
    /** A telephone outside calls; the SID of its leg. */
    async dial(from: string, to: string, tone?: number): Promise<string> {
      const call = { from, to, ...(tone !== undefined && { speak: { tone } }) };
      return v.parse(v.object({ sid: v.string() }), await send("POST", "/calls", call)).sid;
    },
    hangUp: (sid: string) => send("POST", `/calls/${sid}`, { do: "hangup" }),
    async status(sid: string): Promise<string> {
      return v.parse(v.object({ status: v.string() }), await send("GET", `/calls/${sid}`)).status;
    },
    /** A registered Voice SDK client without media. */
    async client(token: string): Promise<string> {
      const { id } = v.parse(Client, await send("POST", "/clients", { token }));
      await send("POST", `/clients/${id}`, { do: "register" });
      return id;
    },
    /** Places a call with these parameters; the SID of the client's leg. */
    async clientConnect(id: string, params: Record<string, string>): Promise<string> {
      const order = { do: "connect", params };
      const { calls } = v.parse(Client, await send("POST", `/clients/${id}`, order));
      const sid = calls.at(-1)?.sid;
      if (typeof sid !== "string") throw new Error("Cannot connect: the client has no call");
      return sid;
    },
    clientHangUp: (id: string) => send("POST", `/clients/${id}`, { do: "hangup" }),
    /** All that there have been since the beginning. */
    async legs(): Promise<Leg[]> {
      return v.parse(v.array(Leg), await send("GET", "/calls"));
    },
    clientAccept: (id: string) => send("POST", `/clients/${id}`, { do: "accept" }),
    async clientCalls(id: string) {
      return v.parse(Client, await send("GET", `/clients/${id}`)).calls;
    },
    async webhooks(since: number) {
      return v.parse(v.array(Webhook), await send("GET", `/webhooks?since=${since}`));
    },
    /** Remembers every callback from now on: of many, the simulator itself forgets the oldest. */
    async followWebhooks() {
      const seen = new Map<number, v.InferOutput<typeof Webhook>>();
      /** Whatever is older has its answer. */
      let since = (await this.webhooks(0)).at(-1)?.n ?? 0;
      const read = async () => {
        const news = await this.webhooks(since);
        for (const each of news) seen.set(each.n, each);
        since = (news.find(({ status }) => status === null)?.n ?? (news.at(-1)?.n ?? since) + 1) -
          1;
        return news;
      };
      return {
        /** To be called before the simulator forgets: it keeps 5,000. */
        read,
        /** All, once each has its answer and none has been sent for half a second. */
        async settled() {
          for (let before = -1;;) {
            const news = await read();
            if (seen.size === before && news.every(({ status }) => status !== null)) {
              return [...seen.values()];
            }
            before = seen.size;
            await delay(500);
          }
        },
      };
    },
    /** How the simulator decides what Twilio's documents leave open. */
    choose: (choices: Record<string, unknown>) => send("PUT", "/choices", choices),
    reset: () => send("DELETE", ""),
  };
}

export type Simulator = ReturnType<typeof simulatorOf>;
