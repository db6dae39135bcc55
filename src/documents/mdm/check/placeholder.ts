/** A placeholder that is replaced when the profile is installed: `$VARIABLE`, `${variable}`, `{{variable}}`, `%Variable%`, `[VALUE]`. */
const MARKS =
  /\$\{?[A-Za-z_][\w.-]*\}?|\{\{[^{}]*\}\}|%[A-Za-z_][\w ./:-]*%|<[A-Za-z_][\w -]*>|\[[A-Z_][A-Z0-9_ -]*\]|@@\w+@@|__\w+__/;

/** Longer values are texts, not placeholders. */
const LONGEST = 300;

export function isPlaceholder(text: string): boolean {
  return text.length <= LONGEST && MARKS.test(text);
}
