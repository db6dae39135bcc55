/**
 * Waits for a condition, checking it every 20 ms. Fails after `withinMs` with the message of `otherwise`.
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
