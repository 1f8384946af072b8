// What a control route answers.

export interface Answer {
  status: number;
  /** JSON; null for none. */
  body: unknown;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

export const problem = (status: number, message: string): Answer => ({
  status,
  body: { error: { message } },
});
