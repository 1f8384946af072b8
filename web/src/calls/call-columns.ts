import { CallSchema } from "../../../supabase/functions/_shared/contracts/call.ts";

/** The columns that the web reads, so that a row over REST equals the realtime payload. */
export const callColumns = Object.keys(CallSchema.entries).join(",");
