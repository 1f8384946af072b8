import { connect, type Sql } from "../postgres/connect.ts";

interface QueuedRequest {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  timeout_milliseconds: number;
}

const BATCH = 50;

/** Sends what `net.http_post` and its like queued, after commit, and keeps the answers. */
export async function startNet(
  options: { superuserUrl: string; log: (line: string) => void },
): Promise<{ stop(): Promise<void> }> {
  const sql = connect(options.superuserUrl, { max: 4 });
  let working = Promise.resolve();
  const work = () => {
    working = working.then(() => drain(sql)).catch((error: unknown) => {
      options.log(`Cannot send the requests of net: ${String(error)}`);
    });
  };
  const listening = await sql.listen("net_requests", work);
  work();
  return {
    async stop() {
      await listening.unlisten();
      await working;
      await sql.end();
    },
  };
}

async function drain(sql: Sql): Promise<void> {
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }[]>`
    select to_regclass('net.http_request_queue') is not null as exists`;
  if (!exists) return;
  // pg_net keeps answers for six hours.
  await sql`delete from net._http_response where created < now() - interval '6 hours'`;
  for (;;) {
    const requests = await sql<QueuedRequest[]>`
      delete from net.http_request_queue
      where id in (select id from net.http_request_queue order by id limit ${BATCH})
      returning *`;
    if (requests.length === 0) return;
    await Promise.all(requests.map((request) => perform(sql, request)));
  }
}

async function perform(sql: Sql, request: QueuedRequest): Promise<void> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body === null ? null : new Uint8Array(request.body),
      signal: AbortSignal.timeout(request.timeout_milliseconds),
    });
    const headers = JSON.stringify(Object.fromEntries(response.headers));
    await sql`
      insert into net._http_response (id, status_code, content_type, headers, content, timed_out)
      values (${request.id}, ${response.status}, ${response.headers.get("content-type")},
        ${headers}::text::jsonb, ${await response.text()}, false)`;
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    await sql`
      insert into net._http_response (id, timed_out, error_msg)
      values (${request.id}, ${timedOut}, ${String(error)})`;
  }
}
