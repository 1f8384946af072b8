/** Stops a request, and its transaction, with an answer of its own. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly answer: Response;

  constructor(
    status: number,
    body: { code: string; message: string; details?: string | null; hint?: string | null },
  ) {
    super(body.message);
    this.answer = Response.json({ details: null, hint: null, ...body }, { status });
  }
}
