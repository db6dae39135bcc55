-- The customer's order number, which the papers of a lot name.
ALTER TABLE lot ADD COLUMN order_number text;
