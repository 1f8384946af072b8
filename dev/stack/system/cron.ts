import { connect, type Sql } from "../postgres/connect.ts";
import { intervalOf, isDue } from "./schedule.ts";

interface Job {
  jobid: string;
  schedule: string;
  command: string;
  username: string;
}

const TICK_MS = 1_000;

/**
 * Executes the jobs of `cron.job` when they are due, as pg_cron does: each as its own user on a
 * connection of its own, a job never twice at once, the outcome in `cron.job_run_details`.
 */
export function startCron(
  options: { superuserUrl: string; log: (line: string) => void; now?: () => Date },
): { stop(): Promise<void> } {
  const now = options.now ?? (() => new Date());
  const sql = connect(options.superuserUrl);
  const lastRuns = new Map<string, number>();
  const running = new Map<string, Promise<unknown>>();
  let minute = minuteOf(now());

  const tick = async () => {
    const at = now();
    const newMinute = minuteOf(at) !== minute;
    minute = minuteOf(at);
    for (const job of await activeJobs(sql)) {
      const seconds = intervalOf(job.schedule);
      const due = seconds === undefined
        ? newMinute && isDue(job.schedule, at)
        : at.getTime() - (lastRuns.get(job.jobid) ?? 0) >= seconds * 1000;
      if (!due || running.has(job.jobid)) continue;
      lastRuns.set(job.jobid, at.getTime());
      const run = runJob(options.superuserUrl, job)
        .catch((error: unknown) => options.log(`Cannot run job ${job.jobid}: ${String(error)}`))
        .finally(() => running.delete(job.jobid));
      running.set(job.jobid, run);
    }
  };
  let ticking = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking.then(tick).catch((error: unknown) => options.log(`Cron: ${String(error)}`));
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await ticking;
      await Promise.all(running.values());
      await sql.end();
    },
  };
}

/**
 * Runs a job at once, whatever its schedule.
 * @throws {PostgresError} what its command threw
 * @throws {Error} when there is no such job
 */
export async function runJobNow(superuserUrl: string, name: string): Promise<void> {
  const sql = connect(superuserUrl);
  try {
    const [job] = await activeJobs(sql, name);
    if (job === undefined) throw new Error(`Cannot run job ${name}: nobody scheduled it`);
    const failure = await runJob(superuserUrl, job);
    if (failure !== undefined) throw failure;
  } finally {
    await sql.end();
  }
}

/** Returns what the command threw, if it did; the record holds it too. */
async function runJob(superuserUrl: string, job: Job): Promise<unknown> {
  const sql = connect(superuserUrl);
  try {
    const [record] = await sql<{ runid: string }[]>`
      insert into cron.job_run_details
        (jobid, job_pid, database, username, command, status, start_time)
      values (${job.jobid}, pg_backend_pid(), current_database(), ${job.username}, ${job.command},
        'running', clock_timestamp())
      returning runid`;
    let failure: unknown;
    try {
      await sql`select set_config('session_authorization', ${job.username}, false)`;
      await sql.unsafe(job.command);
    } catch (error) {
      failure = error;
    }
    await sql.unsafe("reset session authorization");
    await sql`
      update cron.job_run_details
      set end_time = clock_timestamp(),
        status = ${failure === undefined ? "succeeded" : "failed"},
        return_message = ${failure === undefined ? null : messageOf(failure)}
      where runid = ${record?.runid ?? null}`;
    return failure;
  } finally {
    await sql.end();
  }
}

/** None before a migration has created the extension. */
async function activeJobs(sql: Sql, name?: string): Promise<Job[]> {
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }[]>`
    select to_regclass('cron.job') is not null as exists`;
  if (!exists) return [];
  return await sql<Job[]>`
    select jobid, schedule, command, username from cron.job
    where active and ${name ?? null}::text is null or jobname = ${name ?? null}`;
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : "unknown failure";
}

function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / 60_000);
}
