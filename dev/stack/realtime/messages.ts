import type { Sql } from "postgres";
import * as v from "valibot";
import type { Hub } from "./hub.ts";

interface StoredMessage {
  id: string;
  topic: string;
  event: string;
  payload: string;
  private: boolean;
}

/** What a commit announces of each message. */
const Announcement = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ id: v.string(), private: v.nullable(v.boolean()), topic: v.string() }),
);

/** At most so many messages a query. */
const BATCH = 100;

/**
 * Hands every committed row of `realtime.messages` to those who joined its topic, in the order of commits.
 * Like hosted, it drops what nobody listens to.
 */
export async function relayStoredMessages(
  sql: Sql,
  hub: Hub,
  log: (line: string) => void,
): Promise<() => Promise<void>> {
  let pending: string[] = [];
  let relaying: Promise<void> | null = null;

  const relay = async () => {
    while (pending.length > 0) {
      const ids = pending.slice(0, BATCH);
      pending = pending.slice(BATCH);
      const rows = await sql<StoredMessage[]>`
        select id, topic, event, coalesce(payload, 'null')::text as payload, private
        from realtime.messages where id in ${sql(ids)}`;
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const id of ids) {
        const row = byId.get(id);
        if (row === undefined) continue;
        hub.find(row.topic, row.private)
          ?.broadcast(row.event, { encoding: "json", text: row.payload }, { id });
      }
    }
  };

  const listening = await sql.listen("realtime_messages", (text) => {
    const { id, topic, private: isPrivate } = v.parse(Announcement, text);
    if (hub.find(topic, isPrivate ?? false) === undefined) return;
    pending.push(id);
    relaying ??= relay()
      .catch((error) => log(`Cannot relay broadcasts: ${error}`))
      .finally(() => (relaying = null));
  });

  return async () => {
    await listening.unlisten();
    await relaying;
  };
}
