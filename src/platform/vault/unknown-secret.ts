import { NotFoundError } from '../core/index.js';

export function unknownSecret(reference: string): NotFoundError {
  return new NotFoundError(
    { fr: `le coffre n’a pas de secret « ${reference} »`, en: `the vault has no secret "${reference}"` },
    { data: { reference } },
  );
}
