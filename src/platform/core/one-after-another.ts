/**
 * The result of `work` for each item, in their order. For lists that may be long: thousands of queries at once would
 * take every connection of the database, and a PC that asks what to boot would wait behind all of them.
 */
export async function oneAfterAnother<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) results.push(await work(item, index));
  return results;
}
