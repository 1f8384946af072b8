// A talk that nothing but Twilio's API keeps: what a command cannot do without, asked directly. Two telephones, wired by
// one Dial at first; a server of the benchmark's answers its action with the conference.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { delay } from "./delay.ts";
import type { World } from "./world.ts";

const ACCOUNT = "AC5eed0000000000000000000000000002";
const TOKEN = "5eed5eed5eed5eed5eed5eed5eed0002";
const LINE = "+442079460150";
const POLL_MS = 5;

const Calls = v.object({ calls: v.array(v.object({ sid: v.string(), status: v.string() })) });
const Made = v.object({ sid: v.string() });
const MadeParticipant = v.object({ call_sid: v.string() });

export interface BareTalk {
  /** Into a conference, and one of them on hold: what a first hold needs. */
  firstHold(): Promise<void>;
  /** In the conference: `EndConferenceOnExit`, then `Hold`; or the other way round. */
  hold(on: boolean): Promise<void>;
  add(to: string): Promise<void>;
  /** Releases one, and ends another line. */
  handOver(): Promise<void>;
  end(): Promise<void>;
}

export async function openBareTalks({ info }: World) {
  /** Told by Twilio of each who joined: the conference's SID, by its name. */
  const joined = new Map<string, string[]>();
  const server: Server = createServer((request, response) => {
    response.setHeader("content-type", "text/xml");
    void answer(request).then((body) => response.end(body));
  });
  const answer = async (request: IncomingMessage): Promise<string> => {
    const form = new URLSearchParams(await text(request));
    const name = new URL(request.url ?? "", "http://here").searchParams.get("name") ?? "";
    if (form.get("StatusCallbackEvent") === "participant-join") {
      joined.set(name, [...joined.get(name) ?? [], form.get("ConferenceSid") ?? ""]);
    }
    return document(name);
  };
  const document = (name: string) =>
    `<Response><Dial><Conference beep="false" waitUrl="" statusCallback="${here}/?name=${name}" ` +
    `statusCallbackEvent="join">${name}</Conference></Dial></Response>`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = async (path: string, form?: Record<string, string>): Promise<unknown> => {
    const url = `${info.twilioUrl}/2010-04-01/Accounts/${ACCOUNT}/${path}`;
    const response = await fetch(url, {
      method: form === undefined ? "GET" : "POST",
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Cannot ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  let made = 0;

  return {
    async talk(first: string, second: string): Promise<BareTalk> {
      const name = `bare-${++made}`;
      const dial = `<Response><Dial answerOnBridge="true" action="${here}/?name=${name}"><Number>` +
        `${second}</Number></Dial></Response>`;
      const parent = v.parse(
        Made,
        await send("Calls.json", { To: first, From: LINE, Twiml: dial }),
      );
      const child = await poll(async () => {
        const { calls } = v.parse(Calls, await send(`Calls.json?ParentCallSid=${parent.sid}`));
        return calls.find(({ status }) => status === "in-progress") ?? null;
      });
      let conference = "";
      let added = "";
      const change = (sid: string, form: Record<string, string>) =>
        send(`Conferences/${conference}/Participants/${sid}.json`, form);
      const hold = (on: boolean) =>
        change(child.sid, on ? { Hold: "true", HoldUrl: `${here}/` } : { Hold: "false" });
      return {
        async firstHold() {
          await send(`Calls/${child.sid}.json`, { Twiml: document(name) });
          conference = await poll(() => {
            const found = joined.get(name) ?? [];
            return Promise.resolve(found.length === 2 ? found[0] ?? null : null);
          });
          await hold(true);
        },
        async hold(on) {
          if (on) await change(child.sid, { EndConferenceOnExit: "false" });
          await hold(on);
          if (!on) await change(child.sid, { EndConferenceOnExit: "true" });
        },
        async add(to) {
          const order = { To: to, From: LINE, Label: `${name}-third`, EarlyMedia: "false" };
          const path = `Conferences/${name}/Participants.json`;
          added = v.parse(MadeParticipant, await send(path, order)).call_sid;
        },
        async handOver() {
          await hold(false);
          await send(`Calls/${added}.json`, { Status: "completed" });
        },
        async end() {
          for (const { sid } of [parent, child]) {
            await send(`Calls/${sid}.json`, { Status: "completed" }).catch(() => undefined);
          }
        },
      };
    },
    close: () => server.close(),
  };
}

async function poll<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tried = 0; tried < 1000; tried++) {
    const found = await ask();
    if (found !== null) return found;
    await delay(POLL_MS);
  }
  throw new Error("Cannot measure: what is waited for does not come");
}
