import {
  CallRecordingsSchema,
  DeleteAnswerSchema,
  ListenAnswerSchema,
} from "../../../../../supabase/functions/_shared/contracts/recording.ts";
import { callFunction, type FunctionClient } from "../../../shared/functions.ts";
import { callRpc, type RpcClient } from "../../../shared/call-rpc.ts";

export type RecordingClient = FunctionClient & RpcClient;

/** A call's recordings on the server. None of these throws. */
export function recordingServer(client: RecordingClient, workspaceId: number) {
  const ask = { workspaceId };
  return {
    list: (callId: number) =>
      callRpc(
        client,
        "list_recordings",
        { workspace_id: workspaceId, call_id: callId },
        CallRecordingsSchema,
      ),
    /** An address for an audio element, for five minutes. */
    listen: (recordingId: number) =>
      callFunction(
        client,
        "recording",
        { ...ask, action: "listen", recordingId },
        ListenAnswerSchema,
      ),
    remove: (recordingId: number, reason: string) =>
      callFunction(
        client,
        "recording",
        { ...ask, action: "delete", recordingId, reason },
        DeleteAnswerSchema,
      ),
  };
}

export type RecordingServer = ReturnType<typeof recordingServer>;
