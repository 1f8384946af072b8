// The whole simulator: one HTTP server with Twilio's API, the Voice SDK's signalling, the telephone page and /_control.

import { dirname, join } from "node:path";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createAccounts } from "./accounts/accounts.ts";
import { alertingLog } from "./accounts/alerts.ts";
import type { AccountConfigInput } from "./accounts/config.ts";
import { createTicker } from "./audio/ticker.ts";
import { createEngine, type Engine } from "./calls/engine.ts";
import type { CallOrigin, Clients } from "./calls/party.ts";
import { adjustableClock } from "./adjustable-clock.ts";
import { atMost, systemClock } from "./clock.ts";
import { createChoices } from "./choices.ts";
import { createControl } from "./control/control.ts";
import { randomSid } from "./ids.ts";
import { createCallQueue } from "./limits/call-queue.ts";
import { type Log, silentLog } from "./log.ts";
import { createOpenApi, describeMismatches } from "./openapi/openapi.ts";
import { createPage } from "./page/page.ts";
import { createSwitchboard } from "./page/switchboard.ts";
import { createPhones } from "./phones/phones.ts";
import { createRest } from "./rest/rest.ts";
import { espeak, findEspeak } from "./speech/espeak.ts";
import { createSpeaker } from "./speech/speaker.ts";
import { createSignalling } from "./signalling/signalling.ts";
import { createFront } from "./tls/front.ts";
import { createFaults } from "./webhooks/faults.ts";
import { createWebhooks, type Webhooks } from "./webhooks/webhooks.ts";

export interface TwilioOptions {
  /** 0: any free port. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string | undefined;
  stateFile?: string | undefined;
  accounts: AccountConfigInput[];
  log?: Log | undefined;
  /**
   * Compare each API request and answer with Twilio's published description (the first request then takes about a
   * second more). Default: yes.
   */
  validate?: boolean | undefined;
}

export interface Twilio {
  /** Base URL, without a slash at its end. */
  url: string;
  clients: Clients;
  engine: Engine;
  webhooks: Webhooks;
  /**
   * Ends all calls, waits for the last callbacks, closes the server.
   * @throws {Error} when something that came or went is not as Twilio describes its API, naming it.
   */
  close(): Promise<void>;
}

/**
 * Starts a simulator.
 * @throws {Error} with `code` EADDRINUSE when the port is taken; another error when configuration or state is unusable.
 */
export async function startTwilio(options: TwilioOptions): Promise<Twilio> {
  // Calls and callbacks follow the clock that scripts may move. Sound, sockets and tokens belong to the world outside,
  // which has no other time than the machine's; but how long a call waits for a lost browser is a matter of the call.
  const clock = adjustableClock();
  const log = alertingLog(options.log ?? silentLog, {
    clock,
    newSid: randomSid,
    accountOf: (sid) => accounts.get(sid) ?? engine.calls.get(sid)?.account ?? null,
  });
  const host = options.host ?? "127.0.0.1";
  const accounts = createAccounts({
    configs: options.accounts,
    clock,
    stateFile: options.stateFile,
  });
  const ticker = createTicker(
    systemClock,
    (error) =>
      log("defect", { message: error instanceof Error ? error.stack ?? "" : String(error) }),
  );
  const faults = createFaults();
  const webhooks = createWebhooks({ clock, faults, log });

  // Signalling and page start calls in the engine, and the engine rings them: it is named before it is made.
  const origin: CallOrigin = {
    clientCalls: (call) => engine.clientCalls(call),
    outsideCalls: (call) => engine.outsideCalls(call),
  };
  const signalling = createSignalling({
    findApiKey(keySid) {
      for (const account of accounts.all()) {
        const secret = accounts.keySecret(account.sid, keySid);
        if (secret !== null) return { accountSid: account.sid, secret };
      }
      return null;
    },
    origin,
    clock: systemClock,
    callClock: clock,
    log,
  });
  const page = createPage({
    origin,
    clock: systemClock,
    log,
  });
  const { clients } = signalling;
  const voice = findEspeak(process.env["PATH"] ?? "");
  const speaker = createSpeaker(voice === null ? null : espeak(voice), log);
  const phones = createPhones({
    clock,
    ticker,
    speaker,
    page: (number, from) => page.party(number, from),
  });
  const { stateFile } = options;
  const callQueue = createCallQueue(clock);
  const choices = createChoices();
  // Known once it listens, before any call begins.
  const listening = { url: "" };
  const engine = createEngine({
    accounts,
    clients,
    telephone: (number, from) => phones.called(number, from),
    webhooks,
    clock,
    ticker,
    newSid: randomSid,
    log,
    baseUrl: () => listening.url,
    choices,
    recordingsFolder: stateFile === undefined ? undefined : join(dirname(stateFile), "recordings"),
    speaker,
  });
  const openApi = options.validate === false ? null : createOpenApi();
  const rest = createRest({
    accounts,
    engine,
    faults,
    callQueue,
    choices,
    clock,
    newSid: randomSid,
    log,
    openApi,
  });
  const control = createControl({
    accounts,
    engine,
    phones,
    webhooks,
    faults,
    callQueue,
    choices,
    openApi,
    clients,
    clock,
    ticker,
    log,
  });

  const switchboard = createSwitchboard({
    accounts: () => accounts.all(),
    calls: () => engine.calls.all(),
    conferences: engine.conferences,
    webhooks,
    phones,
    clock,
  });

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    if (!URL.canParse(path, "http://simulator")) {
      response.writeHead(400).end();
      return;
    }
    const { pathname } = new URL(path, "http://simulator");
    if (pathname === "/_control" || pathname.startsWith("/_control/")) {
      void control.handle(request, response);
    } else if (
      !rest.handle(request, response) && !signalling.handleHttp(request, response) &&
      !page.handleHttp(request, response)
    ) {
      response.writeHead(404, { "Content-Type": "text/plain" });
      response.end("Not found\n");
    }
  }
  const server = createServer(handle);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const taken = URL.canParse(request.url ?? "/", "http://simulator") &&
      (signalling.handleUpgrade(request, socket, head) ||
        page.handleUpgrade(request, socket, head) ||
        switchboard.handleUpgrade(request, socket, head));
    if (!taken) socket.destroy();
  });
  const front = createFront(server, systemClock.now());
  await new Promise<void>((resolve, reject) => {
    front.server.once("error", reject);
    front.server.listen(options.port, host, () => {
      front.server.off("error", reject);
      resolve();
    });
  });
  const address = front.server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot listen: no port");
  const shownHost = host.includes(":") ? `[${host}]` : host;
  listening.url = `http://${shownHost}:${address.port}`;

  return {
    url: listening.url,
    clients,
    engine,
    webhooks,
    async close() {
      engine.endAll();
      signalling.close();
      page.close();
      switchboard.close();
      webhooks.flush();
      await atMost(systemClock, 1000, webhooks.idle());
      engine.recordings.close();
      await new Promise<void>((done) => {
        front.server.close(() => done());
        front.closeAllConnections();
      });
      const mismatches = openApi?.mismatches() ?? [];
      if (mismatches.length > 0) throw new Error(describeMismatches(mismatches));
    },
  };
}
