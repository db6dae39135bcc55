/**
 * Which of two versions is the later one: negative, 0 or positive. Numbers are compared as numbers, and `24.8` is
 * `24.08.0`; a version that goes on with letters (`2.0-beta`) is an earlier one.
 */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const found = compareParts(left[at] ?? '', right[at] ?? '');
    if (found !== 0) return found;
  }
  return 0;
}

function partsOf(version: string): string[] {
  return version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .split(/[.,_+~\s-]+|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/)
    .filter((part) => part !== '');
}

function compareParts(one: string, other: string): number {
  if (isNumber(one) && isNumber(other)) {
    const difference = BigInt(one || '0') - BigInt(other || '0');
    return difference === 0n ? 0 : difference > 0n ? 1 : -1;
  }
  if (isNumber(one) !== isNumber(other)) return isNumber(one) ? 1 : -1;
  return one === other ? 0 : one > other ? 1 : -1;
}

/** What is absent counts as 0. */
function isNumber(part: string): boolean {
  return /^\d*$/.test(part);
}

/** Whether a text that a PC measured is a version that can be compared. */
export function isVersion(text: string): boolean {
  return /^\s*v?\d/i.test(text);
}
