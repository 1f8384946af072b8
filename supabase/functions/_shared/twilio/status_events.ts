/** The steps of a leg that Twilio reports. A `<Client>` reports none of them unless they are named. */
export const statusEvents = ["initiated", "ringing", "answered", "completed"] as const;

/** What is reported of a conference: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent */
export const conferenceEvents = ["start", "end", "join", "leave", "hold", "announcement"] as const;
