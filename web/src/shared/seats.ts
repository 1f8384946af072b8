import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import {
  type SeatNews,
  SeatNewsSchema,
} from "../../../supabase/functions/_shared/contracts/seat.ts";
import { followTopic, type TopicClient } from "./live-topic.ts";
import { connectProject } from "./project.ts";
import {
  type Opening,
  readOpening,
  readSeats,
  readWorkspaces,
  type Seat,
  type Workspace,
} from "./workspace-data.ts";

export interface SeatInWorkspace {
  seat: Seat;
  workspace: Workspace;
}

/** The seats of the signed-in person, as far as they are known. */
export interface Seats {
  status: "loading" | "ready" | "none" | "failed";
  client: SupabaseClient | null;
  list: SeatInWorkspace[];
}

export const noSeats: Seats = { status: "loading", client: null, list: [] };

/**
 * The seats as the page opens, with what is known of the seat that will be open.
 * @param workspaceId the workspace that was open last
 * @throws when they can't be read
 */
export async function openSeats(
  workspaceId: number,
): Promise<{ seats: Seats; open: Opening["open"] }> {
  const client = await connectProject();
  const { seats, workspaces, open } = await readOpening(client, workspaceId);
  return { seats: seatsIn(client, seats, workspaces), open };
}

/** @throws when they can't be read */
export async function loadSeats(userId: string): Promise<Seats> {
  const client = await connectProject();
  const [seats, workspaces] = await Promise.all([
    readSeats(client, userId),
    readWorkspaces(client),
  ]);
  return seatsIn(client, seats, workspaces);
}

function seatsIn(client: SupabaseClient, seats: Seat[], workspaces: Workspace[]): Seats {
  const byId = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
  const list = seats.flatMap((seat) => {
    const workspace = byId.get(seat.workspaceId);
    return workspace ? [{ seat, workspace }] : [];
  });
  return { status: list.length > 0 ? "ready" : "none", client, list };
}

/**
 * Follows what becomes of the person's seats in every workspace.
 * @param onNews a seat as it is now; a new one, too
 * @param onJoin some changes may have been missed
 * @returns stops
 */
export function followSeats(
  client: TopicClient,
  userId: string,
  onNews: (news: SeatNews) => void,
  onJoin: () => void,
): () => void {
  return followTopic(client, `user:${userId}`, {
    event: "seat",
    onJoin,
    onPayload: (payload) => {
      const news = v.safeParse(SeatNewsSchema, payload);
      if (news.success) onNews(news.output);
      else console.warn("Cannot read seat: unknown shape");
    },
  });
}

/**
 * Seats that were just read. Nothing may take the phone away while it is open, not even the loss of
 * its seat: the one that is open stays, switched off, and the phone says what became of it.
 */
export function withOpen(loaded: Seats, open: SeatInWorkspace | null): Seats {
  if (!open || loaded.list.some(({ seat }) => seat.id === open.seat.id)) return loaded;
  const off = { ...open, seat: { ...open.seat, active: false } };
  // First, since the first one is open where nobody has chosen.
  return { ...loaded, status: "ready", list: [off, ...loaded.list] };
}

/** Seats after a broadcast. What it tells of others than these is found by reading. */
export function withNews(seats: Seats, news: SeatNews): Seats {
  const list = seats.list.map((place) => {
    if (place.seat.id !== news.agent_id) return place;
    const { active, role, display_name: displayName } = news;
    return { ...place, seat: { ...place.seat, active, role, displayName } };
  });
  return { ...seats, list };
}
