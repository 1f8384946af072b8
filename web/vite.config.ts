import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { cutChunks } from "./chunks.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Everybody needs the start, whatever they need next: the page itself asks for it, beside the first script. */
function preloadStart(): Plugin {
  return {
    name: "softphone-preload-start",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const start = chunks.find(({ name }) => name === "start");
        const main = chunks.find(({ isEntry }) => isEntry);
        return [start?.fileName ?? [], start?.imports ?? []].flat()
          .filter((name) => name !== main?.fileName && !main?.imports.includes(name))
          .map((name) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` },
            injectTo: "head",
          }));
      },
    },
  };
}

/** Of an icon its licence and its shapes: how they are drawn, the product says once (shared/ui/icon.tsx). */
function bareIcons(): Plugin {
  const icon = /^(.*lucide-static\/icons\/[\w-]+\.svg)\?raw$/;
  return {
    name: "softphone-bare-icons",
    enforce: "pre",
    load(id) {
      const path = icon.exec(id)?.[1];
      if (path === undefined) return null;
      const svg = readFileSync(path, "utf8")
        .replace(/<svg[^>]*>/, '<svg xmlns="http://www.w3.org/2000/svg">')
        .replaceAll(/>\s+</g, "><").trim();
      return `export default ${JSON.stringify(svg)}`;
    },
  };
}

// Nothing is inlined: the content security policy allows neither inline scripts and styles nor data: URLs.
export default defineConfig({
  root: here("."),
  base: "/",
  plugins: [bareIcons(), solid(), preloadStart()],
  // The same library for browsers that need no classes rewritten: 4 kB gzipped less.
  resolve: {
    alias: [
      { find: /^libphonenumber-js\/core$/, replacement: "libphonenumber-js/core/es6" },
      { find: "@supabase/storage-js", replacement: here("no-storage.ts") },
      // Only auth-js has modules by these names.
      { find: "./lib/web3/ethereum", replacement: here("no-wallets.ts") },
      { find: "./lib/webauthn", replacement: here("no-passkeys.ts") },
      { find: "./GoTrueAdminApi", replacement: here("no-auth-admin.ts") },
      // Only the Voice SDK has a module by this name.
      { find: /^\.\/(?:twilio\/)?preflight\/preflight\.js$/, replacement: here("no-preflight.ts") },
    ],
  },
  build: {
    outDir: here("../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: cutChunks(), debugName: "start and dialer" }],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
});
