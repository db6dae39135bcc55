/** Names that every JavaScript object has through its prototype. */
export const PROTOTYPE_KEYS = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

const LETTERS = 'zqxjkvw';

/** An unknown name of the same length and form, which is not similar to a known name. */
export function plainNameLike(name: string): string {
  return name.replace(/[a-z]/gi, (letter, at: number) => {
    const other = LETTERS[at % LETTERS.length] ?? 'z';
    return letter === letter.toLowerCase() ? other : other.toUpperCase();
  });
}
