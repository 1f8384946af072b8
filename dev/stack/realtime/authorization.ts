import { randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import type { Claims } from "./claims.ts";
import { actAs, inRolledBackTransaction } from "./database.ts";

/**
 * Private channels are authorised by the policies on `realtime.messages`: whoever can select a row of the
 * topic may read it, whoever can insert one may write. Both are asked with rows that are rolled back.
 * Source: https://supabase.com/docs/guides/realtime/authorization
 */
type Extension = "broadcast" | "presence";
export type Access = Record<Extension, boolean>;

const EXTENSIONS: readonly Extension[] = ["broadcast", "presence"];
export const EVERYTHING: Access = { broadcast: true, presence: true };

export interface Authorization {
  canRead(claims: Claims, topic: string): Promise<Access>;
  canWrite(claims: Claims, topic: string): Promise<Access>;
}

export function createAuthorization(sql: Sql): Authorization {
  return {
    canRead: (claims, topic) =>
      inRolledBackTransaction(sql, async (tx) => {
        const probes = EXTENSIONS.map((extension) => ({
          id: randomUUID(),
          extension,
          topic,
          private: true,
        }));
        await tx`insert into realtime.messages ${tx(probes)}`;
        await actAs(tx, claims, topic);
        const seen = await tx<{ extension: string }[]>`
          select extension from realtime.messages where id in ${
          tx(probes.map((probe) => probe.id))
        }`;
        const has = (extension: Extension) => seen.some((row) => row.extension === extension);
        return { broadcast: has("broadcast"), presence: has("presence") };
      }),

    canWrite: (claims, topic) =>
      inRolledBackTransaction(sql, async (tx) => {
        await actAs(tx, claims, topic);
        return {
          broadcast: await mayInsert(tx, topic, "broadcast"),
          presence: await mayInsert(tx, topic, "presence"),
        };
      }),
  };
}

async function mayInsert(
  tx: TransactionSql,
  topic: string,
  extension: Extension,
): Promise<boolean> {
  try {
    await tx.savepoint((point) =>
      point`insert into realtime.messages (topic, extension, private) values (${topic}, ${extension}, true)`
    );
    return true;
  } catch (error) {
    const denied = error instanceof Error && "code" in error && error.code === "42501";
    if (denied) return false;
    throw error;
  }
}
