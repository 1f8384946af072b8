import type { ISql, Sql, TransactionSql } from "postgres";
import type { Claims } from "./claims.ts";

/** What both a connection pool and a transaction can do. */
export type Queryable = ISql;

class RolledBack<Answer> extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("rolled back on purpose");
    this.answer = answer;
  }
}

/** Runs `ask` in a transaction that always rolls back: questions to row-level security leave no row. */
export async function inRolledBackTransaction<Answer>(
  sql: Sql,
  ask: (tx: TransactionSql) => Promise<Answer>,
): Promise<Answer> {
  let answer: RolledBack<Answer> | undefined;
  try {
    await sql.begin(async (tx) => {
      answer = new RolledBack(await ask(tx));
      throw answer;
    });
  } catch (error) {
    if (error !== answer || answer === undefined) throw error;
    return answer.answer;
  }
  throw new Error("Cannot roll back: the transaction ended without its error");
}

/** Makes the rest of the transaction run as the token's bearer, with the settings that PostgREST sets too. */
export async function actAs(tx: TransactionSql, claims: Claims, topic: string): Promise<void> {
  await tx`
    select
      set_config('role', ${claims.role}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('request.jwt.claim.sub', ${
    typeof claims.sub === "string" ? claims.sub : ""
  }, true),
      set_config('request.jwt.claim.role', ${claims.role}, true),
      set_config('realtime.topic', ${topic}, true)`;
}
