/** The steps of a leg that Twilio reports. A `<Client>` reports none of them unless they are named. */
export const statusEvents = ["initiated", "ringing", "answered", "completed"] as const;
