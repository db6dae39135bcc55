-- What the columns of a file are, as somebody said for a set of headings.
CREATE TABLE lot_columns (
  headings text CONSTRAINT lot_columns_pk PRIMARY KEY,
  mapping jsonb NOT NULL,
  chosen_by text NOT NULL,
  chosen_at timestamptz NOT NULL DEFAULT now()
);
