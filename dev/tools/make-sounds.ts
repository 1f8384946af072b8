// node dev/tools/make-sounds.ts: writes web/public/sounds and the hold music of the function `hold` anew.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { holdMusicModule } from "./hold-music.ts";
import { drawSound, soundNames } from "./sounds.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "web/public/sounds");

await mkdir(folder, { recursive: true });
for (const name of soundNames) await writeFile(join(folder, `${name}.wav`), drawSound(name));
await writeFile(join(root, "supabase/functions/hold/music.gen.ts"), holdMusicModule());
