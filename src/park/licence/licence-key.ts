/** What a key is sealed for: it opens as the key of its own licence only. */
export function keyContext(licenceId: string): string {
  return `licence:${licenceId}`;
}
