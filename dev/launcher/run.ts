import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LaunchFailure } from "./failure.ts";
import { launch, type Running } from "./launch.ts";
import { SEEDED_USERS, SEEDED_WORKSPACES } from "./seeded.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where `npm start` and `npm run dev` keep their data: `.local`, or the folder SOFTPHONE_DATA_DIR names. */
export const dataDir = resolve(root, process.env["SOFTPHONE_DATA_DIR"] || ".local");

/** A file of the data folder, as a person in the project's folder would write it. */
const shown = (path: string) => relative(root, path).startsWith("..") ? path : relative(root, path);

/**
 * Runs the product for a person at a terminal until it is told to stop, or a part dies. Ends the process:
 * 0 after Ctrl-C or SIGTERM, 1 when it could not start or a part died.
 */
export async function runForPerson(options: { web: true | "vite" }): Promise<never> {
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => stopped.abort());
  }
  // The process that npm started is gone.
  process.on("disconnect", () => stopped.abort());

  console.log("Softphone is starting; the first start takes a few seconds longer.");
  let running: Running;
  try {
    running = await launch({
      dataDir,
      ports: "standard",
      seed: true,
      web: options.web,
      quiet: false,
      onProgress: (line) => console.log(line),
      signal: stopped.signal,
    });
  } catch (error) {
    if (stopped.signal.aborted) process.exit(0);
    if (!(error instanceof LaunchFailure)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  }
  console.log(summary(running));

  const asked = new Promise<null>((resolve) => {
    const stop = () => resolve(null);
    stopped.signal.addEventListener("abort", stop);
    if (stopped.signal.aborted) stop();
  });
  const death = await Promise.race([running.died, asked]);
  if (death !== null) {
    console.error(`\n${death.part} ended unexpectedly. Its last words:\n${death.lastWords}`);
    console.error(
      `\nEverything else has been stopped too. The whole log: ${
        shown(join(dataDir, "softphone.log"))
      }`,
    );
  } else {
    console.log("\nSoftphone is stopping.");
  }
  await running.stop();
  process.exit(death === null ? 0 : 1);
}

function summary({ info, mailUrl, stackFile }: Running): string {
  const people = SEEDED_WORKSPACES.map(({ id, name }) => {
    const names = SEEDED_USERS.filter((user) => user.workspaceId === id)
      .map((user) => user.role === "admin" ? `${user.email} (admin)` : user.email);
    return `  ${name}\n${names.map((line) => `    ${line}`).join("\n")}`;
  });
  return `
Softphone is running.

  Phone              ${info.webUrl}
  Outside world      ${info.twilioUrl}  (the Twilio simulator: telephones, accounts, webhooks)
  Supabase API       ${info.apiUrl}
  Mails              ${mailUrl}
  For scripts        ${shown(stackFile)}

Sign in with the password ${SEEDED_USERS[0]?.password} as
${people.join("\n")}

Ctrl-C stops everything; the data stays until npm run reset.
`;
}
