// One socket of a browser: its token, its registration, its messages.

import type { WebSocket } from "ws";
import type { Clock, Timer } from "../clock.ts";
import type { VerifiedToken } from "../calls/party.ts";
import type { Log } from "../log.ts";
import type { EdgePlace } from "./edge.ts";
import type { Wire } from "./leg.ts";
import { socketText } from "./socket-text.ts";
import {
  type FromClient,
  HEARTBEAT,
  parseFromClient,
  serialize,
  type SignallingError,
  type ToClient,
} from "./protocol.ts";

const HEARTBEAT_MS = 5_000;
/** A browser that answered no heartbeat for this long is gone. */
export const SILENCE_MS = 30_000;
/** The Voice SDK itself asks for no more. */
const MAX_RECONNECT_MS = 30_000;
/** For a browser that asked for no time to reconnect: about as long as media may be gone. */
const DEFAULT_RECONNECT_MS = 10_000;

const MALFORMED: SignallingError = { code: 31100, message: "Malformed request" };
const UNKNOWN_TOKEN: SignallingError = { code: 31204, message: "JWT is invalid" };

const EXPIRED: SignallingError = { code: 20104, message: "AccessTokenExpired" };

/** What a session asks of the registry. */
export interface SessionHost {
  verify(token: string): VerifiedToken | { error: SignallingError };
  /** The device shall ring from now on, or no longer. */
  registered(session: Session, on: boolean): void;
  /** A message about a call. */
  call(session: Session, token: VerifiedToken, message: CallMessage): void;
  /** Its token names somebody else now. */
  moved(session: Session): void;
  closed(session: Session): void;
}

export type CallMessage = Exclude<FromClient, { type: "listen" } | { type: "register" }>;

const sameOwner = (one: VerifiedToken, other: VerifiedToken) =>
  one.accountSid === other.accountSid && one.identity === other.identity &&
  one.incomingAllowed === other.incomingAllowed;

export class Session implements Wire {
  token: VerifiedToken | null = null;
  /** How long calls of this browser outlive its socket. */
  reconnectMs = DEFAULT_RECONNECT_MS;
  readonly #socket: WebSocket;
  readonly #place: EdgePlace;
  readonly #host: SessionHost;
  readonly #clock: Clock;
  readonly #log: Log;
  #heardAt: number;
  #beat: Timer;
  #expiry: Timer | null = null;

  constructor(
    socket: WebSocket,
    { host, clock, log, place }: {
      host: SessionHost;
      clock: Clock;
      log: Log;
      place: EdgePlace;
    },
  ) {
    this.#socket = socket;
    this.#place = place;
    this.#host = host;
    this.#clock = clock;
    this.#log = log;
    this.#heardAt = clock.now();
    this.#beat = clock.after(HEARTBEAT_MS, () => this.#heartbeat());
    socket.on("message", (data) => this.#heard(socketText(data)));
    socket.on("error", (error) => log("signalling socket failed", { why: error.message }));
    socket.on("close", () => {
      this.#beat.cancel();
      this.#expiry?.cancel();
      host.closed(this);
    });
  }

  send<T extends keyof ToClient>(type: T, payload: ToClient[T]): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(serialize(type, payload));
  }

  close(): void {
    this.#socket.close(1001, "The simulator stops");
    this.#socket.terminate();
  }

  #heartbeat(): void {
    if (this.#clock.now() - this.#heardAt >= SILENCE_MS) {
      this.#log("client silent", { identity: this.token?.identity ?? null });
      this.#socket.terminate();
      return;
    }
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(HEARTBEAT);
    this.#beat = this.#clock.after(HEARTBEAT_MS, () => this.#heartbeat());
  }

  #heard(text: string): void {
    this.#heardAt = this.#clock.now();
    if (text === HEARTBEAT) return;
    const message = parseFromClient(text);
    if (message === null) return this.send("error", { error: MALFORMED });
    if (message.type === "listen") return this.#listen(message.payload);
    if (this.token === null) return this.send("error", { error: UNKNOWN_TOKEN });
    if (message.type === "register") {
      if (this.#expired()) return this.send("error", { error: EXPIRED });
      const on = message.payload.media.audio && this.token.incomingAllowed;
      this.#host.registered(this, on);
      return on ? this.send("ready", {}) : this.send("offline", {});
    }
    const begins = message.type === "invite" && message.payload.reconnect === undefined;
    if (begins && this.#expired()) {
      return this.send("hangup", { callsid: message.payload.callsid, error: EXPIRED });
    }
    this.#host.call(this, this.token, message);
  }

  #listen({ token, reconnectTimeout }: { token: string; reconnectTimeout: number }): void {
    const verified = this.#host.verify(token);
    if ("error" in verified) {
      this.#log("token refused", { code: verified.error.code });
      return this.send("error", verified);
    }
    const before = this.token;
    this.token = verified;
    // A device rings for whom its newest token names; that it need not register again for it is assumed.
    if (before !== null && !sameOwner(before, verified)) this.#host.moved(this);
    if (reconnectTimeout > 0) {
      this.reconnectMs = Math.min(reconnectTimeout * 1000, MAX_RECONNECT_MS);
    }
    const leftMs = verified.expiresAtMs - this.#clock.now();
    this.#expiry?.cancel();
    this.#expiry = this.#clock.after(leftMs, () => {
      this.#host.registered(this, false);
      this.send("error", { error: EXPIRED });
    });
    this.send("connected", {
      ...this.#place,
      home: "us1",
      token: {
        ...(verified.identity === null ? {} : { identity: verified.identity }),
        ttl: Math.floor(leftMs / 1000),
        account_sid: verified.accountSid,
      },
    });
  }

  /** Running calls go on after it; nothing new may begin. */
  #expired(): boolean {
    return this.token !== null && this.token.expiresAtMs <= this.#clock.now();
  }
}
