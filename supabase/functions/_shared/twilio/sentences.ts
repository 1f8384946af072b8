/** What a caller hears when a call cannot go on. Spoken by Twilio, so short, polite and without jargon. */
export const sentences = {
  "nobody-available": "We're sorry, nobody can take your call right now. Please call again later.",
  "cannot-place": "We're sorry, we can't connect your call. Please try again in a minute.",
  "not-in-service": "We're sorry, this number is not in service.",
} as const;

export type Sentence = keyof typeof sentences;
