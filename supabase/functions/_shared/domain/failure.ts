import { type ErrorDetail } from "../contracts/error_answer.ts";
import { type ErrorCode, errors } from "../contracts/errors.ts";

/** Stops a request with one of the known errors. Everything else that is thrown is a defect. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  /** `cause` is for the log; it never reaches the person. */
  constructor(code: ErrorCode, detail: ErrorDetail = {}, cause?: unknown) {
    super(`${code}: ${errors[code].message}`, { cause });
    this.code = code;
    this.detail = detail;
  }
}
