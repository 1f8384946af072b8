import * as v from "valibot";

/** `phx_join`'s payload, as RealtimeChannel.subscribe of @supabase/realtime-js 2.119.1 builds it. */
const flag = v.nullish(v.boolean(), false);
const Listener = v.object({
  event: v.picklist(["*", "INSERT", "UPDATE", "DELETE"]),
  schema: v.nullish(v.string()),
  table: v.nullish(v.string()),
  filter: v.nullish(v.string()),
  select: v.nullish(v.array(v.string())),
});
export type Listener = v.InferOutput<typeof Listener>;

const JoinRequest = v.object({
  access_token: v.nullish(v.string()),
  config: v.optional(
    v.object({
      private: flag,
      broadcast: v.nullish(v.object({ ack: flag, self: flag })),
      presence: v.nullish(v.object({ key: v.nullish(v.string(), ""), enabled: flag })),
      postgres_changes: v.nullish(v.array(Listener), []),
    }),
    {},
  ),
});

export interface JoinConfig {
  private: boolean;
  /** Answer each broadcast of the client. */
  ack: boolean;
  /** Send the client its own broadcasts. */
  self: boolean;
  presence: { key: string; enabled: boolean };
  listeners: Listener[];
}

export interface Join {
  accessToken: string | null;
  config: JoinConfig;
}

/** Null when the payload is not a join's. */
export function parseJoin(payload: unknown): Join | null {
  const parsed = v.safeParse(JoinRequest, payload ?? {});
  if (!parsed.success) return null;
  const { access_token, config } = parsed.output;
  return {
    accessToken: access_token ?? null,
    config: {
      private: config.private,
      ack: config.broadcast?.ack ?? false,
      self: config.broadcast?.self ?? false,
      presence: { key: config.presence?.key ?? "", enabled: config.presence?.enabled ?? false },
      listeners: config.postgres_changes ?? [],
    },
  };
}
