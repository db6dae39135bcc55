/** A licence that a holder needs, and the field that asks for it. */
export interface Need {
  pool: string;
  field: string;
}
