import * as v from "valibot";
import { IdFieldSchema } from "../_shared/contracts/fields.ts";
import {
  type DeleteAnswer,
  type ListenAnswer,
  RecordingRequestSchema,
} from "../_shared/contracts/recording.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import {
  beginDeletion,
  giveListeningPass,
  keepRecordingAnswers,
  readRecordingWork,
  type RecordingWork,
  useListeningPass,
} from "../_shared/data/recording.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { scheduledEndpoint } from "../_shared/http/scheduled_endpoint.ts";
import { deleteRecording, fetchRecording, openMedia } from "../_shared/twilio/recording_media.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { followRecordings } from "./follow.ts";
import { listenEndpoint } from "./listen.ts";

const environment = readEnvironment();
const { publicUrl, twilioApiUrl } = environment;
const database = connectDatabase(environment);
const twilio = connectTwilio(environment);

const follow = (workspaceId: number, work: RecordingWork) =>
  followRecordings(work, {
    remove: (asker, sid) => deleteRecording(twilio, asker, sid),
    look: (asker, sid) => fetchRecording(twilio, asker, sid),
    keep: (answers) => keepRecordingAnswers(database, workspaceId, answers),
  });

const forPeople = personEndpoint({
  name: "recording",
  schema: RecordingRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: async (userId, request): Promise<ListenAnswer | DeleteAnswer> => {
    if (request.action === "listen") {
      const { pass, expiresAt } = await giveListeningPass(database, { ...request, userId });
      return { url: `${publicUrl}/recording/${pass}`, expiresAt };
    }
    const work = await beginDeletion(database, { ...request, userId });
    const [answer] = await follow(request.workspaceId, work);
    return { outcome: answer === undefined || answer.outcome === "refused" ? "later" : "deleted" };
  },
  describe: ({ action, workspaceId, recordingId }) => ({ action, workspaceId, recordingId }),
});

const onSchedule = scheduledEndpoint({
  name: "recording",
  path: "/recording/scheduled",
  schema: v.object({ workspaceId: IdFieldSchema }),
  work: async (secret, { workspaceId }) =>
    await follow(workspaceId, await readRecordingWork(database, { workspaceId, secret })),
});

const forListeners = listenEndpoint({
  open: async (pass, range) =>
    await openMedia({ twilioApiUrl }, { ...await useListeningPass(database, pass), range }),
});

Deno.serve((request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/recording/scheduled") return onSchedule(request);
  return pathname.startsWith("/recording/") && pathname !== "/recording/"
    ? forListeners(request)
    : forPeople(request);
});
