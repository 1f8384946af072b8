import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { type Policy, PolicySchema } from "../../../supabase/functions/_shared/contracts/policy.ts";
import {
  type Presence,
  PresenceSchema,
} from "../../../supabase/functions/_shared/contracts/presence.ts";
import { followTopic } from "./live-topic.ts";
import { serverClock } from "./server-clock.ts";
import {
  type FromNumber,
  type Lines,
  type Opening,
  readFromNumbers,
  readLines,
  readPeople,
  readPolicy,
  readThere,
  type Seat,
  type There,
} from "./workspace-data.ts";

/** What the frame knows of the workspace that is open. */
export interface WorkspaceFacts {
  fromNumbers: FromNumber[];
  lines: Lines;
  /** Null until it is read. */
  policy: Policy | null;
  people: readonly Seat[];
  presence: ReadonlyMap<number, Presence>;
  /** Agent id to epoch ms of the call's beginning. */
  busySince: ReadonlyMap<number, number>;
  /** When who is there was known, in epoch ms of the server's clock. */
  thereAt: number;
  /** Whether Twilio could be asked for a call; true until it is known. */
  isConnected: boolean;
}

export const noFacts: WorkspaceFacts = {
  fromNumbers: [],
  lines: { names: new Map(), forEmergencies: new Set() },
  policy: null,
  people: [],
  presence: new Map(),
  busySince: new Map(),
  thereAt: 0,
  isConnected: true,
};

/** What was read as the page opened. */
function factsOf(opened: NonNullable<Opening["open"]>): WorkspaceFacts {
  const { numbers: fromNumbers, lines, people, policy, there } = opened;
  return { fromNumbers, lines, people, policy, ...thereFacts(there) };
}

function thereFacts({ now, connected, presence, busy }: There) {
  return {
    thereAt: now,
    isConnected: connected,
    presence: new Map(presence.map((row) => [row.agent_id, row])),
    busySince: new Map(
      busy.flatMap((row) =>
        row.agent_id === null ? [] : [[row.agent_id, Date.parse(row.created_at)]]
      ),
    ),
  };
}

/**
 * Keeps the facts of one workspace, live.
 * @param report is told each change
 * @param failed is told when a read failed; the facts stay what they were
 * @param opened what is known already; null: it is read
 * @returns `refetch` reads everything again; `look` only who is there; `close` ends it
 */
export function openWorkspace(
  client: SupabaseClient,
  seat: Seat,
  report: (facts: WorkspaceFacts) => void,
  failed: (error: unknown) => void,
  opened: Opening["open"] = null,
) {
  let facts = noFacts;
  let closed = false;
  const change = (part: Partial<WorkspaceFacts>) => {
    if (closed) return;
    facts = { ...facts, ...part };
    report(facts);
  };

  async function look(): Promise<void> {
    try {
      change(thereFacts(await readThere(client, seat.workspaceId)));
    } catch (error) {
      // Whoever was not heard of for so long may be gone.
      change({ thereAt: serverClock.now() });
      failed(error);
    }
  }

  async function readStanding(): Promise<void> {
    const [fromNumbers, lines, people, policy] = await Promise.all([
      readFromNumbers(client, seat.id),
      readLines(client, seat.workspaceId),
      readPeople(client, seat.workspaceId),
      readPolicy(client, seat.workspaceId),
    ]);
    change({ fromNumbers, lines, people, policy });
  }

  async function readOwnNumbers(): Promise<void> {
    const [fromNumbers, lines] = await Promise.all([
      readFromNumbers(client, seat.id),
      readLines(client, seat.workspaceId),
    ]);
    change({ fromNumbers, lines });
  }

  const refetch = () => {
    void readStanding().catch(failed);
    void look();
  };
  if (opened) change(factsOf(opened));
  else refetch();

  const topic = `workspace:${seat.workspaceId}:presence`;
  const unfollowSeats = followTopic(client, topic, {
    event: "seat",
    onJoin: () => {},
    onPayload: () => void readStanding().catch(failed),
  });
  const unfollowPresence = followTopic(client, topic, {
    event: "presence",
    // Whoever came or left before the topic was joined was not heard of either.
    onJoin: refetch,
    onPayload: (payload) => {
      const news = v.safeParse(PresenceSchema, payload);
      if (!news.success) return failed(new Error("Cannot read presence: unknown shape"));
      change({ presence: withNews(facts.presence, news.output) });
    },
  });
  // An admin gives and takes numbers while the phone is open; the message does not say which.
  const rereadOwnNumbers = () => void readOwnNumbers().catch(failed);
  const unfollowNumbers = followTopic(client, `agent:${seat.id}`, {
    event: "numbers",
    onJoin: rereadOwnNumbers,
    onPayload: rereadOwnNumbers,
  });

  const unfollowPolicy = followTopic(client, `workspace:${seat.workspaceId}:policy`, {
    event: "policy",
    onJoin: () =>
      void readPolicy(client, seat.workspaceId).then((policy) => change({ policy }), failed),
    onPayload: (payload) => {
      const news = v.safeParse(PolicySchema, payload);
      if (!news.success) return failed(new Error("Cannot read the policy: unknown shape"));
      change({ policy: news.output });
    },
  });

  return {
    refetch,
    look,
    close: () => {
      closed = true;
      unfollowSeats();
      unfollowPresence();
      unfollowNumbers();
      unfollowPolicy();
    },
  };
}

/** Presence after a broadcast; an older one than is known changes nothing. */
export function withNews(
  known: ReadonlyMap<number, Presence>,
  news: Presence,
): ReadonlyMap<number, Presence> {
  const old = known.get(news.agent_id);
  if (old && Date.parse(old.changed_at) > Date.parse(news.changed_at)) return known;
  return new Map(known).set(news.agent_id, news);
}
