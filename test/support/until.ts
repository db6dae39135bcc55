/**
 * Waits for a condition instead of for a time: asks again every 20 ms until it holds. Gives up after
 * `withinMs` with the words of `otherwise`, so that a broken test ends.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  otherwise: () => string = () => 'the condition never held',
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
