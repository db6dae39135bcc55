/**
 * One word of POSIX sh that stands for exactly this text. NUL cannot stand in a command, so it is dropped.
 * POSIX.1-2017 §2.2.2.
 */
export function shellQuote(text: string): string {
  return `'${text.replaceAll('\u0000', '').replaceAll("'", `'\\''`)}'`;
}
