// `npm run reset`: deletes the local data, so that the next start begins from scratch.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { placeOf } from "../stack/postgres/place.ts";
import { endLeftovers } from "./leftovers.ts";
import { holderOf } from "./lock.ts";
import { dataDir } from "./run.ts";

const holder = holderOf(dataDir);
if (holder !== null) {
  console.error(`Softphone is running (process ${holder}): stop it with Ctrl-C, then reset.`);
  process.exit(1);
}
await endLeftovers(dataDir);
// What else lies in the folder, such as the tests' browser, is no data.
const names = ["stack", "twilio.json", "softphone.log", "launcher.pid", "parts.json", "stack.json"];
const places = [placeOf(join(dataDir, "stack")), ...names.map((name) => join(dataDir, name))]
  .filter((place) => existsSync(place));
for (const place of places) rmSync(place, { recursive: true, force: true });
console.log(
  places.length === 0
    ? "There is no local data; the next npm start begins from scratch."
    : "Deleted the local data: people, calls and the simulator's accounts. The next npm start begins from scratch.",
);
