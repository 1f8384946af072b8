import * as v from "valibot";
import { IdSchema } from "./fields.ts";

/** The payload of the realtime event `change`, for admins: an entry was added to the audit log. */
export const AuditNewsSchema = v.object({
  line_id: IdSchema,
  /** What it was done to, a dot, what was done: `number.renamed`. */
  action: v.string(),
});
