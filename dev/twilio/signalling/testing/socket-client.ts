// A browser's socket that speaks PStream by hand.

import { WebSocket } from "ws";
import { socketText } from "../socket-text.ts";

export class Client {
  readonly #socket: WebSocket;
  readonly #got: { type: string; payload: Record<string, unknown> }[] = [];
  #wake: () => void = () => {};
  readonly closed: Promise<void>;

  /** @param host the name of Twilio's that the browser believes to reach */
  constructor(port: number, host = "voice-js.roaming.twilio.com") {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/signal`, { headers: { host } });
    this.#socket.on("message", (data) => {
      const text = socketText(data);
      if (text === "\n") return;
      this.#got.push(JSON.parse(text));
      this.#wake();
    });
    this.closed = new Promise((resolve) => this.#socket.on("close", () => resolve()));
  }

  async say(type: string, payload: unknown): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      await new Promise<void>((resolve) => this.#socket.once("open", () => resolve()));
    }
    this.#socket.send(typeof payload === "string" ? payload : JSON.stringify({ type, payload }));
  }

  /** The next message of that type; earlier ones of other types are dropped. */
  async hear(type: string): Promise<Record<string, unknown>> {
    for (;;) {
      const message = this.#got.shift();
      if (message?.type === type) return message.payload;
      if (message === undefined) await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  /** The types of the messages that came and were not heard yet. */
  waiting(): string[] {
    return this.#got.map(({ type }) => type);
  }

  drop(): Promise<void> {
    this.#socket.terminate();
    return this.closed;
  }
}
