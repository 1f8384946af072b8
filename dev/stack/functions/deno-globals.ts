/** As much of Deno as `boot.ts` uses: this repository's Node types know nothing of it. */
export interface DenoGlobals {
  args: string[];
  env: { get(name: string): string | undefined; delete(name: string): void };
  exit(code: number): never;
  serve: (...args: unknown[]) => unknown;
  stdin: { readable: AsyncIterable<Uint8Array> };
}
