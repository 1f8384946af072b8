/** Something that keeps the product from running, in words for the person who started it. */
export class LaunchFailure extends Error {
  /** Stable: `E-PORT`, `E-RUNNING`, `E-FOLDER`, `E-DISK`, `E-BUILD`, `E-PART`, or what a part gave. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "LaunchFailure";
    this.code = code;
  }
}
