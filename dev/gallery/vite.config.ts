import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What brings data into the product's screens, and what stands in for it here. */
const fakes = new Map([
  [path("../../web/src/shared/session.tsx"), path("./page/fake-session.ts")],
  [path("../../web/src/features/sign-in/tab.ts"), path("./page/fake-session.ts")],
  [path("../../web/src/shared/workspace.tsx"), path("./page/fake-workspace.ts")],
  [path("../../web/src/calls/calls.tsx"), path("./page/fake-calls.ts")],
  [path("../../web/src/features/this-call/notes-server.ts"), path("./page/fake-notes.ts")],
  [path("../../web/src/health/health.tsx"), path("./page/fake-health.ts")],
  [path("../../web/src/calls/open-calls.ts"), path("./page/fake-live.ts")],
  [path("../../web/src/calls/supervisors.ts"), path("./page/fake-live.ts")],
  [path("../../web/src/phone/phone-context.ts"), path("./page/fake-phone.ts")],
  [path("../../web/src/phone/phone.tsx"), path("./page/fake-phone.ts")],
]);

function fakeData(): Plugin {
  return {
    name: "gallery-fake-data",
    enforce: "pre",
    resolveId(source, importer) {
      if (!importer || !source.startsWith(".")) return null;
      return fakes.get(fileURLToPath(new URL(source, `file://${importer}`))) ?? null;
    },
  };
}

export default defineConfig({
  root: path("."),
  base: "/",
  publicDir: path("../../web/public"),
  plugins: [fakeData(), solid()],
  build: {
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
