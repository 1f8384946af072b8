// Stands in the build for the Voice SDK's test of a connection by a call to itself, which every dialer would load and no page
// of ours makes: health has its own test call. Whoever runs it takes it out of vite.config.ts.

/** `Device.runPreflight` makes one. */
export function PreflightTest(): never {
  throw new Error("Cannot run a preflight test: web/vite.config.ts leaves it out of the build");
}
