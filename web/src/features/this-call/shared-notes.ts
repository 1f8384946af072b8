import { type Accessor, createSignal } from "solid-js";
import * as v from "valibot";
import { IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { followTopic, type TopicClient } from "../../shared/live-topic.ts";
import { onWake } from "../../shared/wake.ts";
import { keptNotes } from "./kept-notes.ts";
import { type NoteKeeper, type NoteState, openNote } from "./note-keeper.ts";
import { type NotesClient, notesServer } from "./notes-server.ts";

/** Whose notes they are. */
export interface Author {
  client: NotesClient & TopicClient;
  workspaceId: number;
  agentId: number;
}

export interface SharedNote {
  state: Accessor<NoteState>;
  keeper: NoteKeeper;
}

const NewsSchema = v.object({ call_id: IdSchema, agent_id: IdSchema, version: v.number() });
const nothing: NoteState = { body: "", status: { kind: "empty" }, others: [] };
const open = new Map<string, { note: SharedNote; users: number; close: () => void }>();

const nameOf = (author: Author, callId: number) => `${author.agentId} ${callId}`;

/**
 * The note of a call, however many fields show it; whatever is not saved yet goes on until it is.
 * @returns with how to let go of it
 */
export function takeNote(author: Author, callId: number): SharedNote & { letGo: () => void } {
  const name = nameOf(author, callId);
  const entry = open.get(name) ?? begin(author, callId);
  open.set(name, entry);
  entry.users++;
  const letGo = () => {
    entry.users--;
    closeIfDone(name);
  };
  return { ...entry.note, letGo };
}

/** Sends what this browser kept, of calls that nobody has on the screen either. */
export function sendKeptNotes(author: Author): void {
  for (const callId of keptNotes(localStorage, author.agentId, Date.now).calls()) {
    takeNote(author, callId).letGo();
  }
}

function begin(author: Author, callId: number) {
  const { client, workspaceId, agentId } = author;
  const server = notesServer(client, workspaceId, agentId);
  const kept = keptNotes(localStorage, agentId, Date.now);
  const [state, setState] = createSignal(nothing);
  const keeper = openNote({
    myAgentId: agentId,
    read: () => server.read(callId),
    save: (body, version) => server.save(callId, body, version),
    kept: {
      get: () => kept.get(callId),
      put: (what) => kept.put(callId, what),
      remove: () => kept.remove(callId),
    },
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onState(next) {
      setState(next);
      // Not in the keeper's own step.
      queueMicrotask(() => closeIfDone(nameOf(author, callId)));
    },
  });
  const unfollow = followTopic(client, `agent:${agentId}`, {
    event: "note",
    onJoin: keeper.wake,
    onPayload(payload) {
      const news = v.safeParse(NewsSchema, payload);
      if (!news.success || news.output.call_id !== callId) return;
      keeper.heard(news.output.agent_id, news.output.version);
    },
  });
  const stopWake = onWake(keeper.wake);
  const close = () => {
    stopWake();
    unfollow();
    keeper.close();
  };
  return { note: { state, keeper }, users: 0, close };
}

function closeIfDone(name: string): void {
  const entry = open.get(name);
  if (!entry || entry.users > 0 || !entry.note.keeper.isSaved()) return;
  open.delete(name);
  entry.close();
}
