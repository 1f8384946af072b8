import type { Sql } from "postgres";
import type { Claims } from "../claims.ts";
import type { Listener } from "../join-request.ts";
import { parseFilter } from "./filter.ts";
import { type Binding, sightings } from "./payload.ts";
import { type RowChange, streamChanges } from "./stream.ts";

/** A channel that listens to tables. */
export interface Follower {
  /** As of now: a new token changes what the follower may see. */
  readonly claims: Claims;
  push(event: string, payload: unknown): void;
}

interface Followed extends Binding {
  follower: Follower;
  listener: Listener;
}

interface FollowResult {
  /** The listeners in the client's order, each with its id; the client compares them with its own. */
  bindings: (Listener & { id: number })[];
  /** Why nothing will be reported, or null. */
  failure: string | null;
}

export interface Changes {
  follow(follower: Follower, listeners: Listener[]): Promise<FollowResult>;
  unfollow(follower: Follower): void;
  close(): Promise<void>;
}

/** `postgres_changes`. Replication starts with the first listener, so that nobody else pays for it. */
export function createChanges(
  sql: Sql,
  databaseUrl: string,
  options: { now: () => number; log: (line: string) => void },
): Changes {
  const followed = new Set<Followed>();
  let lastId = 0;
  let stream: Promise<() => Promise<void>> | null = null;
  let queue = Promise.resolve();

  const report = async (change: RowChange) => {
    const interested = [...followed].filter(({ listener }) => concerns(listener, change));
    const followers = new Set(interested.map(({ follower }) => follower));
    const committedAt = new Date(options.now()).toISOString();
    for (const follower of followers) {
      const bindings = interested.filter((one) => one.follower === follower);
      for (const seen of await sightings(sql, change, follower.claims, bindings, committedAt)) {
        // It may have left while the database was asked.
        if (bindings.some((binding) => followed.has(binding))) {
          follower.push("postgres_changes", seen);
        }
      }
    }
  };

  const start = () => {
    stream ??= streamChanges(databaseUrl, (change) => {
      queue = queue
        .then(() => report(change))
        .catch((error) => options.log(`Cannot report a change of ${change.table}: ${error}`));
    }).catch((error) => {
      stream = null;
      throw error;
    });
    return stream;
  };

  return {
    async follow(follower, listeners) {
      const bindings = listeners.map((listener) => ({ ...listener, id: ++lastId }));
      if (listeners.length === 0) return { bindings, failure: null };
      try {
        const additions = bindings.map(({ id, ...listener }) => ({
          id,
          follower,
          listener,
          conditions: listener.filter ? parseFilter(listener.filter) : [],
          select: listener.select ?? null,
        }));
        await start();
        for (const addition of additions) followed.add(addition);
        return { bindings, failure: null };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return {
          bindings,
          failure: `Unable to subscribe to changes with given parameters. Reason: ${why}`,
        };
      }
    },
    unfollow(follower) {
      for (const one of followed) if (one.follower === follower) followed.delete(one);
    },
    async close() {
      followed.clear();
      await (await stream)?.();
      await queue;
    },
  };
}

function concerns(listener: Listener, change: RowChange): boolean {
  return (listener.event === "*" || listener.event === change.type) &&
    (listener.schema ?? "public") === change.schema &&
    (listener.table == null || listener.table === "*" || listener.table === change.table);
}
