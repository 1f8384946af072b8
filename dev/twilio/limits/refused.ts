// Why a call may not begin, in Twilio's codes.

/** `code` is what the API and the debugger name; a Dial fails its leg and leaves a warning with it. */
export interface Refused {
  code: number;
  message: string;
}
