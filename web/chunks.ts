// How the built app is cut into files. Left to itself the bundler makes a file of every few modules that two pages
// share; what everybody opens would be fetched as twenty.
import { fileURLToPath } from "node:url";

/** What the bundler tells of the modules, each with what it imports statically. */
interface Modules {
  getModuleInfo: (id: string) => { importedIds: string[] } | null;
}

/** What only a supervisor needs. */
const supervision =
  /\/(supervision\/(supervision-\w+|words)\.tsx?|phone\/supervision\.ts|supervisors\.ts|contracts\/supervision\.ts|move-focus\.ts)$/;

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The module, and all that it imports and these import, without what is imported later. */
function closureOf(entry: string, modules: Modules): Set<string> {
  const found = new Set<string>();
  const visit = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    modules.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  visit(source(entry));
  return found;
}

function readClosures(modules: Modules) {
  return {
    first: closureOf("./src/main.ts", modules),
    start: closureOf("./src/start.tsx", modules),
    client: closureOf("./src/shared/supabase.ts", modules),
    joining: closureOf("./src/routes/join-page.tsx", modules),
    dialer: closureOf("./src/routes/signed-in.tsx", modules),
  };
}

/** For one build. @returns the name of a module's file; null leaves it to the bundler */
export function cutChunks(): (id: string, modules: Modules) => string | null {
  let closures: ReturnType<typeof readClosures> | undefined;
  return (id, modules) => {
    const { first, start, client, joining, dialer } = closures ??= readClosures(modules);
    if (first.has(id)) return null;
    // Its formatter of what is being typed goes with the code that uses it (shared/as-typed.ts).
    if (id.includes("/libphonenumber-js/") && id.includes("/AsYouType")) return null;
    // A file of its own, since it changes with a new version of the library only.
    if (id.includes("/libphonenumber-js/")) return "libphonenumber";
    // Of many small ones, which would be fetched one by one at a supervisor's first press.
    if (supervision.test(id)) return "supervision";
    if (start.has(id)) return "start";
    // Whoever signs in or joins shall not wait for a dialer.
    if (client.has(id) || joining.has(id)) {
      // What both of them and the dialer draw is of a few lines each: together it comes with the start.
      return dialer.has(id) && !client.has(id) ? "start" : null;
    }
    return dialer.has(id) ? "dialer" : null;
  };
}
