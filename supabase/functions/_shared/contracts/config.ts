import * as v from "valibot";

/** `/config.json`: where the web app finds its project, written by whoever serves the files. */
export const ConfigSchema = v.object({
  supabaseUrl: v.pipe(v.string(), v.url()),
  publishableKey: v.pipe(v.string(), v.minLength(1)),
});

export type Config = v.InferOutput<typeof ConfigSchema>;
