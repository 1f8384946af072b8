import { rmSync, writeFileSync } from "node:fs";
import type { SeededUser } from "./seeded.ts";

/** What scripts and tests may know of the running product; the credentials are the simulator's, nobody's. */
export interface StackInfo {
  apiUrl: string;
  webUrl: string;
  twilioUrl: string;
  dbUrl: string;
  publishableKey: string;
  secretKey: string;
  users: SeededUser[];
  workspaces: {
    id: number;
    name: string;
    accountSid: string;
    authToken: string;
    /** E.164. */
    numbers: string[];
  }[];
}

/** Written when all is ready, removed when it stops; answers how to remove it. */
export function writeStackFile(path: string, info: StackInfo): () => void {
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}
