/** Names that every JavaScript object answers to, whatever stands in it. */
export const PROTOTYPE_KEYS = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

const LETTERS = 'zqxjkvw';

/** A name as long and of the same form that nothing answers to, and that no known name is near to. */
export function plainNameLike(name: string): string {
  return name.replace(/[a-z]/gi, (letter, at: number) => {
    const other = LETTERS[at % LETTERS.length] ?? 'z';
    return letter === letter.toLowerCase() ? other : other.toUpperCase();
  });
}
