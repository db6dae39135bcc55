-- What the papers of a lot name besides the customer: the customer's order number, and where the PCs go.
ALTER TABLE lot ADD COLUMN order_number text, ADD COLUMN site text;
