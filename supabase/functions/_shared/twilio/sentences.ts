/** What a caller hears when a call cannot go on. Spoken by Twilio, so: short, and no jargon. */
export const sentences = {
  "nobody-available": "Nobody can take your call right now. Call again later.",
  "cannot-place": "We can't connect this call. Try again in a minute.",
  "not-in-service": "This number is not in service.",
} as const;

export type Sentence = keyof typeof sentences;
