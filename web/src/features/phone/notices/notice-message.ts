import * as v from "valibot";

/** What a person did with a notification, as its worker tells it to the pages. */
export const noticeMessage = v.object({
  since: v.number(),
  /** `open`: they pressed the notification itself. */
  choice: v.picklist(["answer", "decline", "open"]),
});
export type NoticeMessage = v.InferOutput<typeof noticeMessage>;
