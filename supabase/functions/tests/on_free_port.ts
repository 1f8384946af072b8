// Serves a function as the platform does, in a process of its own, on a port that the system gives.
// Prints `listening <port>`, then the function's log lines.
//
//   deno run … tests/on_free_port.ts inbound
const name = Deno.args[0] ?? "";
const serve = Deno.serve;
Object.defineProperty(Deno, "serve", {
  value: (handler: Deno.ServeHandler) =>
    serve({
      hostname: "127.0.0.1",
      port: 0,
      onListen: ({ port }) => console.log(`listening ${port}`),
    }, handler),
});
await import(new URL(`../${name}/index.ts`, import.meta.url).href);
