/** An error answer of the server (RFC 9457), already in the user's language. */
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
