// What the API answers, and Twilio's refusals (https://www.twilio.com/docs/api/errors).

/** An answer before it is written: JSON, nothing after a deletion, or a file. */
export interface Answer {
  status: number;
  body: unknown;
  /** Sent instead of `body`. */
  file?: { type: string; bytes: Uint8Array };
}

export const created = (body: unknown): Answer => ({ status: 201, body });
export const found = (body: unknown): Answer => ({ status: 200, body });
export const DELETED: Answer = { status: 204, body: null };

/** A refusal, thrown by a route and written by the server in Twilio's form. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get body() {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

export const notAuthenticated = () => new Refusal(401, 20003, "Authenticate");
export const notFound = (path: string) =>
  new Refusal(404, 20404, `The requested resource ${path} was not found`);
export const invalid = (code: number, message: string) => new Refusal(400, code, message);
export const tooMany = (code: number, message: string) => new Refusal(429, code, message);
