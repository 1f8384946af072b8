import { EVERYTHING } from "./authorization.ts";
import { Channel, type ChannelConnection, type ChannelServices, noReadAccess } from "./channel.ts";
import { readClaims } from "./claims.ts";
import { parseJoin } from "./join-request.ts";

export type JoinResult =
  | { ok: true; channel: Channel; response: unknown; announce: () => void }
  | { ok: false; reason: string };

/**
 * Answers `phx_join`: checks the token, asks the policies when the channel is private, and follows the tables
 * it names. The channel is not open yet, so that the reply can be the first message it sends.
 *
 * @param connectionToken the API key that the connection came with; used when the join brings no JWT
 */
export async function joinChannel(
  services: ChannelServices,
  connection: ChannelConnection,
  request: { topic: string; payload: unknown; connectionToken: string },
): Promise<JoinResult> {
  const { topic } = request;
  const join = parseJoin(request.payload);
  if (join === null) {
    return { ok: false, reason: "InvalidJoinPayload: the join's config cannot be read" };
  }
  if (topic === "") {
    return { ok: false, reason: "TopicNameRequired: You must provide a topic name" };
  }

  // supabase-js sends its API key as access_token while nobody is signed in.
  const isJwt = join.accessToken !== null && !join.accessToken.startsWith("sb_");
  const token = isJwt && join.accessToken !== null ? join.accessToken : request.connectionToken;
  const result = await readClaims(services.verifyToken, token);
  if (!result.ok) return { ok: false, reason: result.reason };
  const { config } = join;
  const read = config.private
    ? await services.authorization.canRead(result.claims, topic)
    : EVERYTHING;
  if (!read.broadcast) return { ok: false, reason: `Unauthorized: ${noReadAccess(topic)}` };

  const channel = new Channel(services, connection, {
    topic,
    config,
    claims: result.claims,
    read,
    token,
  });
  const { bindings, failure } = await services.changes.follow(channel, config.listeners);
  const announce = () => {
    channel.showPresence();
    if (config.listeners.length === 0) return;
    if (failure === null) channel.system("postgres_changes", "ok", "Subscribed to PostgreSQL");
    else channel.system("postgres_changes", "error", failure);
  };
  return { ok: true, channel, response: { postgres_changes: bindings }, announce };
}
