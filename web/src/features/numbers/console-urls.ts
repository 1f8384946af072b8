/** Where Twilio's console keeps what a purchase can need. */
export const consoleUrls = {
  addresses: "https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance/addresses",
  bundles: "https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance/bundles",
} as const;
