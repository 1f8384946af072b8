import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { cutChunks } from "./chunks.ts";

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

// Nothing is inlined: the content security policy allows neither inline scripts and styles nor data: URLs.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  plugins: [solid(), preloadStart()],
  // The same library for browsers that need no classes rewritten: 4 kB gzipped less.
  resolve: {
    alias: [
      { find: /^libphonenumber-js\/core$/, replacement: "libphonenumber-js/core/es6" },
      {
        find: "@supabase/storage-js",
        replacement: fileURLToPath(new URL("no-storage.ts", import.meta.url)),
      },
    ],
  },
  build: {
    outDir: fileURLToPath(new URL("../dist/web", import.meta.url)),
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
