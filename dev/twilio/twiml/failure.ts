// Why a document could not be run, by Twilio's error codes (https://www.twilio.com/docs/api/errors).

const TWIML_ERRORS = {
  11100: "Invalid URL format",
  11200: "HTTP retrieval failure",
  11750: "TwiML response body too large",
  12100: "Document parse failure",
  12102: "Root element is not Response",
  12200: "Schema validation failure",
  12300: "Invalid Content-Type",
  13201: "Dial: a document run by a noun's url may not contain Dial",
  13215: "Dial: Invalid nested element",
  13237: "Dial->Conference: Invalid conference name",
  13320: "Gather: Invalid nested verb",
} as const;
export type TwimlErrorCode = keyof typeof TWIML_ERRORS;

export class TwimlFailure extends Error {
  readonly code: TwimlErrorCode;

  constructor(code: TwimlErrorCode, detail: string) {
    super(`${TWIML_ERRORS[code]}: ${detail}`);
    this.code = code;
  }
}
