/** Where whoever installs a profile puts a value: `$VARIABLE`, `${variable}`, `{{variable}}`, `%Variable%`, `[VALUE]`. */
const MARKS =
  /\$\{?[A-Za-z_][\w.-]*\}?|\{\{[^{}]*\}\}|%[A-Za-z_][\w ./:-]*%|<[A-Za-z_][\w -]*>|\[[A-Z_][A-Z0-9_ -]*\]|@@\w+@@|__\w+__/;

/** Longer values hold text, and not the name of one. */
const LONGEST = 300;

export function isPlaceholder(text: string): boolean {
  return text.length <= LONGEST && MARKS.test(text);
}
