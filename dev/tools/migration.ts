// Writes migrations from `supabase/schemas`, where the database is declared.
//
//   npm run migration -- remember_last_number    the next one, from the difference
//   npm run migration -- --first                 the first one as a whole, until version 0.1.0 is released
import { join } from "node:path";
import { writeFirst } from "./schemas/write-first.ts";
import { writeNext } from "./schemas/write-next.ts";

const supabase = join(import.meta.dirname, "../../supabase");
const [name = ""] = process.argv.slice(2);
try {
  console.log(
    name === "--first"
      ? writeFirst(supabase)
      : await writeNext({ supabase, name, now: new Date() }),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
