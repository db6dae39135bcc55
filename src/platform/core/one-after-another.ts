/**
 * Runs `work` for each item in turn and returns the results in order. For long lists: thousands of parallel queries
 * would use every database connection, and PCs that boot would wait for one.
 */
export async function oneAfterAnother<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) results.push(await work(item, index));
  return results;
}
