import * as v from "valibot";
import { type Access, type Authorization, EVERYTHING } from "./authorization.ts";
import type { Changes, Follower } from "./changes/changes.ts";
import { type Claims, readClaims, type VerifyToken } from "./claims.ts";
import type { Content } from "./frames.ts";
import type { Hub, Member, Room } from "./hub.ts";
import type { JoinConfig } from "./join-request.ts";

export interface ChannelServices {
  hub: Hub;
  authorization: Authorization;
  changes: Changes;
  verifyToken: VerifyToken;
  /** Milliseconds since the epoch. */
  now: () => number;
  makeRef: () => string;
}

/** What a channel may do to its connection. */
export interface ChannelConnection {
  send(event: string, payload: unknown, ref: string | null): void;
  deliver(event: string, content: Content, meta: Record<string, unknown> | null): void;
  /** The channel ended by itself; the connection forgets it. */
  closed(): void;
}

const BroadcastPayload = v.looseObject({ event: v.string(), payload: v.optional(v.unknown()) });
const PresencePayload = v.variant("event", [
  v.object({
    event: v.literal("track"),
    payload: v.nullish(v.record(v.string(), v.unknown()), {}),
  }),
  v.object({ event: v.literal("untrack") }),
]);
const TokenPayload = v.object({ access_token: v.nullish(v.string()) });

/** The longest delay that setTimeout takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const noReadAccess = (topic: string) =>
  `You do not have permissions to read from this Channel topic: ${topic}`;

/** One joined topic of one connection. */
export class Channel implements Member, Follower {
  readonly topic: string;
  readonly #config: JoinConfig;
  readonly #services: ChannelServices;
  readonly #connection: ChannelConnection;
  #claims: Claims;
  #read: Access;
  #write: Promise<Access> | null = null;
  #token: string;
  #room: Room | null = null;
  #expiry: NodeJS.Timeout | undefined;
  #presenceOn: boolean;
  readonly #presenceKey: string;

  constructor(
    services: ChannelServices,
    connection: ChannelConnection,
    joined: { topic: string; config: JoinConfig; claims: Claims; read: Access; token: string },
  ) {
    this.#services = services;
    this.#connection = connection;
    this.topic = joined.topic;
    this.#config = joined.config;
    this.#claims = joined.claims;
    this.#read = joined.read;
    this.#token = joined.token;
    this.#presenceOn = joined.config.presence.enabled;
    this.#presenceKey = joined.config.presence.key || services.makeRef();
  }

  get claims(): Claims {
    return this.#claims;
  }

  get seesPresence(): boolean {
    return this.#presenceOn && this.#read.presence;
  }

  /** Becomes a member of the topic; from here on its messages arrive. */
  open(): void {
    this.#room = this.#services.hub.join(this.topic, this.#config.private, this);
    this.#watchExpiry();
  }

  /** Tells who is present; to be sent after the reply to the join. */
  showPresence(): void {
    if (this.seesPresence && this.#room) this.push("presence_state", this.#room.presenceState());
  }

  close(): void {
    clearTimeout(this.#expiry);
    this.#services.changes.unfollow(this);
    this.#services.hub.leave(this.topic, this.#config.private, this);
    this.#room = null;
  }

  push(event: string, payload: unknown): void {
    this.#connection.send(event, payload, null);
  }

  deliver(event: string, content: Content, meta: Record<string, unknown> | null): void {
    if (this.#read.broadcast) this.#connection.deliver(event, content, meta);
  }

  system(extension: string, status: "ok" | "error", message: string): void {
    this.push("system", { extension, status, message, channel: this.topic });
  }

  /** A client's event other than join and leave. */
  async handle(event: string, payload: unknown, ref: string | null): Promise<void> {
    if (event === "broadcast") {
      const broadcast = v.safeParse(BroadcastPayload, payload);
      if (!broadcast.success) {
        return this.#reply(ref, "error", { reason: "Broadcast without an event" });
      }
      const text = JSON.stringify(broadcast.output.payload ?? {});
      await this.broadcast(broadcast.output.event, { encoding: "json", text }, ref);
    } else if (event === "presence") {
      await this.#presence(payload, ref);
    } else if (event === "access_token") {
      await this.#renew(payload);
    } else {
      this.#reply(ref, "error", { reason: `Unknown event: ${event}` });
    }
  }

  async broadcast(event: string, content: Content, ref: string | null): Promise<void> {
    if (!(await this.#mayWrite()).broadcast) {
      if (this.#config.ack) this.#reply(ref, "error", { reason: "Unauthorized" });
      return;
    }
    this.#room?.broadcast(event, content, null, this.#config.self ? undefined : this);
    if (this.#config.ack) this.#reply(ref, "ok", {});
  }

  async #presence(payload: unknown, ref: string | null): Promise<void> {
    const presence = v.safeParse(PresencePayload, payload);
    if (!presence.success) return this.#reply(ref, "error", { reason: "Unknown presence event" });
    if (!(await this.#mayWrite()).presence) {
      return this.#reply(ref, "error", { reason: "Unauthorized" });
    }
    if (presence.output.event === "untrack") {
      this.#room?.untrack(this);
    } else {
      // As on hosted, tracking switches presence on for a channel that joined without it.
      if (!this.#presenceOn) {
        this.#presenceOn = true;
        this.showPresence();
      }
      this.#room?.track(this, this.#presenceKey, presence.output.payload ?? {});
    }
    this.#reply(ref, "ok", {});
  }

  /** A new token asks every policy again: a member who was removed is put out here. */
  async #renew(payload: unknown): Promise<void> {
    const parsed = v.safeParse(TokenPayload, payload);
    const token = parsed.success ? parsed.output.access_token : null;
    if (!token || token.startsWith("sb_") || token === this.#token) return;
    const result = await readClaims(this.#services.verifyToken, token);
    if (!result.ok) return this.#end(result.reason);
    const read = this.#config.private
      ? await this.#services.authorization.canRead(result.claims, this.topic)
      : EVERYTHING;
    if (!read.broadcast) return this.#end(noReadAccess(this.topic));
    this.#token = token;
    this.#claims = result.claims;
    this.#read = read;
    this.#write = null;
    this.#watchExpiry();
  }

  #mayWrite(): Promise<Access> {
    if (!this.#config.private) return Promise.resolve(EVERYTHING);
    this.#write ??= this.#services.authorization.canWrite(this.#claims, this.topic);
    return this.#write;
  }

  #watchExpiry(): void {
    clearTimeout(this.#expiry);
    if (this.#claims.exp === undefined) return;
    const left = this.#claims.exp * 1000 - this.#services.now();
    this.#expiry = setTimeout(
      () => left > LONGEST_TIMER_MS ? this.#watchExpiry() : this.#end("Token has expired"),
      Math.min(Math.max(left, 0), LONGEST_TIMER_MS),
    );
  }

  #end(message: string): void {
    this.system("system", "error", message);
    this.close();
    this.#connection.closed();
  }

  #reply(ref: string | null, status: "ok" | "error", response: unknown): void {
    this.#connection.send("phx_reply", { status, response }, ref);
  }
}
