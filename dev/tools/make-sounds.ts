// node dev/tools/make-sounds.ts: writes web/public/sounds anew.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawSound, soundNames } from "./sounds.ts";

const folder = join(import.meta.dirname, "../../web/public/sounds");

await mkdir(folder, { recursive: true });
for (const name of soundNames) await writeFile(join(folder, `${name}.wav`), drawSound(name));
