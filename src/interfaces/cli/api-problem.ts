/** The server's refusal, already in the reader's language. RFC 9457. */
export class ApiProblem extends Error {
  constructor(
    readonly problem: {
      status: number;
      title: string;
      detail: string;
      remedy?: string;
      findings?: { field: string; found: unknown; expected: string }[];
    },
  ) {
    super(problem.detail);
    this.name = 'ApiProblem';
  }
}
