// Tells whoever looks at the page what changed: calls with their legs, verbs and levels, webhooks, telephones.

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Account } from "../accounts/resources.ts";
import type { Call } from "../calls/call.ts";
import type { Conferences } from "../conferences/conferences.ts";
import type { Clock } from "../clock.ts";
import { callView } from "../control/call-view.ts";
import type { Phones } from "../phones/phones.ts";
import { stepsOf } from "../twiml/steps.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { accountOnPage } from "./account-view.ts";
import { refuseForeign } from "./own-page.ts";

export interface Switchboard {
  /** True when it took the socket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

export interface SwitchboardOptions {
  accounts(): Account[];
  calls(): Call[];
  conferences: Pick<Conferences, "all">;
  webhooks: Webhooks;
  phones: Phones;
  /** The time that calls follow. */
  clock: Clock;
}

/** Fast enough for a level that moves; nothing is sent while nothing changes, nor looked at while nobody watches. */
const EVERY_MS = 200;
/** What somebody sees who opens the page late. */
const MOST_CALLS = 60;
const MOST_WEBHOOKS = 200;

export function createSwitchboard(options: SwitchboardOptions): Switchboard {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    for (const watcher of watchers) watcher.look();
  }
  return {
    handleUpgrade(request, socket, head) {
      const { pathname } = new URL(request.url ?? "/", "http://simulator");
      if (pathname !== "/switchboard") return false;
      if (refuseForeign(request, socket)) return true;
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const watcher = new Watcher(webSocket, options);
        watchers.add(watcher);
        timer ??= setInterval(look, EVERY_MS);
        webSocket.on("error", () => webSocket.terminate());
        webSocket.on("close", () => {
          watchers.delete(watcher);
          if (watchers.size > 0 || timer === null) return;
          clearInterval(timer);
          timer = null;
        });
        watcher.look();
      });
      return true;
    },
    close() {
      if (timer !== null) clearInterval(timer);
      for (const watcher of watchers) watcher.close();
      server.close();
    },
  };
}

/** One page that looks, and what it was told already. */
class Watcher {
  readonly #socket: WebSocket;
  readonly #options: SwitchboardOptions;
  /** By key: what was told last, as text. */
  #calls = new Map<string, string>();
  #webhooks = new Map<number, string>();
  /** By field of the message. */
  readonly #others = new Map<string, string>();
  #first = true;

  constructor(socket: WebSocket, options: SwitchboardOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  look(): void {
    const { clock, phones } = this.#options;
    const calls = this.#changedCalls();
    const webhooks = this.#changedWebhooks();
    const others = {
      ...this.#ifChanged("behaviours", phones.list()),
      ...this.#ifChanged("accounts", this.#options.accounts().map(accountOnPage)),
    };
    const quiet = calls.changed.length === 0 && calls.gone.length === 0 &&
      webhooks.length === 0 && Object.keys(others).length === 0 && !this.#first;
    if (quiet || this.#socket.readyState !== this.#socket.OPEN) return;
    const { changed, gone } = calls;
    const afresh = this.#first;
    this.#first = false;
    this.#socket.send(
      JSON.stringify({ afresh, now: clock.now(), calls: changed, gone, webhooks, ...others }),
    );
  }

  close(): void {
    this.#socket.close(1001, "The simulator stops");
    this.#socket.terminate();
  }

  #ifChanged(field: string, value: unknown): Record<string, unknown> {
    const text = JSON.stringify(value);
    if (this.#others.get(field) === text) return {};
    this.#others.set(field, text);
    return { [field]: value };
  }

  #changedCalls() {
    const shown = shownCalls(this.#options.calls());
    const now = new Map<string, string>();
    const changed = [];
    for (const call of shown) {
      const view = { ...callView(call, this.#options.conferences), steps: stepsOf(call) };
      const text = JSON.stringify(view);
      now.set(call.sid, text);
      if (this.#calls.get(call.sid) !== text) changed.push(view);
    }
    const gone = [...this.#calls.keys()].filter((sid) => !now.has(sid));
    this.#calls = now;
    return { changed, gone };
  }

  #changedWebhooks() {
    const records = this.#options.webhooks.list({}).slice(-MOST_WEBHOOKS);
    // The log was forgotten, and numbers begin anew.
    const [first] = records;
    const newest = Math.max(0, ...this.#webhooks.keys());
    if ((records.at(-1)?.n ?? 0) < newest) {
      this.#webhooks.clear();
      this.#first = true;
    }
    for (const n of this.#webhooks.keys()) if (n < (first?.n ?? 0)) this.#webhooks.delete(n);
    return records.filter((record) => {
      const text = `${record.at} ${record.status} ${record.ms}`;
      if (this.#webhooks.get(record.n) === text) return false;
      this.#webhooks.set(record.n, text);
      return true;
    });
  }
}

/** All that live with whatever belongs to them, and the newest of the others. */
function shownCalls(calls: readonly Call[]): Call[] {
  const over = calls.filter((call) => call.isOver && !belongsToLive(call)).slice(-MOST_CALLS);
  const kept = new Set(over);
  return calls.filter((call) => !call.isOver || belongsToLive(call) || kept.has(call));
}

function belongsToLive(call: Call): boolean {
  return call.parent?.isOver === false || call.children.some((leg) => !leg.isOver);
}
