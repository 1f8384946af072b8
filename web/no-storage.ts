// Stands in the build for @supabase/storage-js, which supabase-js brings along whether files are stored or not: 8 kB
// (gzip) that every dialer would load. Whoever stores files from the browser takes it out of vite.config.ts.

/** Says why there is no Storage, to whoever asks for it. */
export class StorageClient {
  from(): never {
    throw new Error("Cannot use Storage: web/vite.config.ts leaves it out of the build");
  }
}

/** supabase-js exports it again. */
export class StorageApiError extends Error {}
