import type { Content } from "./frames.ts";
import { Presences } from "./presence.ts";

/** A joined channel, as its topic's other members see it. */
export interface Member {
  deliver(event: string, content: Content, meta: Record<string, unknown> | null): void;
  push(event: string, payload: unknown): void;
  readonly seesPresence: boolean;
}

/** A topic and its members. A private and a public channel of one name are two topics, as on hosted. */
export class Room {
  readonly members = new Set<Member>();
  readonly #presences: Presences<Member>;

  constructor(makeRef: () => string) {
    this.#presences = new Presences(makeRef);
  }

  broadcast(
    event: string,
    content: Content,
    meta: Record<string, unknown> | null,
    except?: Member,
  ): void {
    for (const member of this.members) if (member !== except) member.deliver(event, content, meta);
  }

  presenceState() {
    return this.#presences.state();
  }

  track(member: Member, key: string, shown: Record<string, unknown>): void {
    this.#tell(this.#presences.track(member, key, shown));
  }

  untrack(member: Member): void {
    const diff = this.#presences.untrack(member);
    if (diff !== null) this.#tell(diff);
  }

  #tell(diff: unknown): void {
    for (const member of this.members) if (member.seesPresence) member.push("presence_diff", diff);
  }
}

/** All topics that somebody has joined. */
export class Hub {
  readonly #rooms = new Map<string, Room>();
  readonly #makeRef: () => string;

  constructor(makeRef: () => string) {
    this.#makeRef = makeRef;
  }

  find(topic: string, isPrivate: boolean): Room | undefined {
    return this.#rooms.get(keyOf(topic, isPrivate));
  }

  join(topic: string, isPrivate: boolean, member: Member): Room {
    const key = keyOf(topic, isPrivate);
    const room = this.#rooms.get(key) ?? new Room(this.#makeRef);
    this.#rooms.set(key, room);
    room.members.add(member);
    return room;
  }

  leave(topic: string, isPrivate: boolean, member: Member): void {
    const room = this.find(topic, isPrivate);
    if (room === undefined || !room.members.delete(member)) return;
    room.untrack(member);
    if (room.members.size === 0) this.#rooms.delete(keyOf(topic, isPrivate));
  }
}

const keyOf = (topic: string, isPrivate: boolean) => `${isPrivate ? "private" : "public"}:${topic}`;
