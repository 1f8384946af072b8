// One telephone of the page, with a number and one line.

import type { WebSocket } from "ws";
import type { CallOrigin, Party } from "../calls/party.ts";
import type { Log } from "../log.ts";
import { socketText } from "../signalling/socket-text.ts";
import { type FromPage, parseFromPage, type ToPage } from "./messages.ts";
import { busyParty, PageCall, type PageCallOptions } from "./page-call.ts";

export interface HandsetOptions {
  origin: CallOrigin;
  log: Log;
  newId(): string;
  /** Takes a number for this telephone; false when another one has it. */
  hold(handset: Handset, number: string): boolean;
  closed(handset: Handset): void;
}

export class Handset {
  number: string | null = null;
  readonly #socket: WebSocket;
  readonly #options: HandsetOptions;
  #line: { id: string; call: PageCall } | null = null;

  constructor(socket: WebSocket, options: HandsetOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on("message", (data) => this.#heard(parseFromPage(socketText(data))));
    socket.on("error", (error) => options.log("telephone socket failed", { why: error.message }));
    socket.on("close", () => {
      this.#line?.call.putDown();
      options.closed(this);
    });
  }

  /** The far end of a call to this telephone. */
  called(number: string, from: string): Party {
    if (this.#line !== null) return busyParty(number);
    const id = this.#options.newId();
    const call = new PageCall(this.#callOptions(id, number), { from });
    this.#line = { id, call };
    return call;
  }

  close(): void {
    this.#line?.call.putDown();
    this.#socket.close(1001, "The simulator stops");
    this.#socket.terminate();
  }

  #heard(message: FromPage | null): void {
    if (message === null) return this.#options.log("telephone message not understood");
    if (message.type === "hold") return this.#hold(message.number);
    if (message.type === "call") return this.#call(message);
    // A message that crossed the end of its call.
    if (this.#line?.id !== message.id) return;
    const { call } = this.#line;
    if (message.type === "answer") call.pickUp(message.sdp);
    else if (message.type === "digits") call.press(message.digits);
    else call.putDown();
  }

  #hold(number: string): void {
    const held = this.#options.hold(this, number);
    if (held) this.number = number;
    this.#send({ type: held ? "held" : "taken", number });
  }

  #call({ id, to, sdp }: { id: string; to: string; sdp: string }): void {
    const from = this.number;
    if (from === null || this.#line !== null) {
      return this.#send({ type: "ended", id, message: "This telephone has no free line" });
    }
    const call = new PageCall(this.#callOptions(id, from), { offer: sdp });
    this.#line = { id, call };
    const placed = this.#options.origin.outsideCalls({ from, to, party: call });
    if ("error" in placed) call.end(placed.error);
  }

  #callOptions(id: string, number: string): PageCallOptions {
    return {
      id,
      number,
      log: this.#options.log,
      send: (message) => this.#send(message),
      onOver: () => {
        if (this.#line?.id === id) this.#line = null;
      },
    };
  }

  #send(message: ToPage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
