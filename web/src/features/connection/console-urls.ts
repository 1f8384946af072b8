/** Pages of Twilio. */
export const consoleUrls = {
  home: "https://console.twilio.com/",
  signUp: "https://www.twilio.com/try-twilio",
} as const;
