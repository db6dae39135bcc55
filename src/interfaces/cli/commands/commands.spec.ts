import { filesBelow, groupsOf } from '../../../../test/support/source-files.js';

const files = filesBelow('src/interfaces/cli/commands', '.ts');
const listed = groupsOf(/^ {2}(register\w+),$/gm, files.get('index.ts')!);

/** The commands that are in the list, and those that these add to themselves. */
function registered(): string[] {
  const names = [...listed];
  for (const name of names) {
    const source =
      [...files.values()].find((text) => new RegExp(`export function ${name}[(<]`).test(text)) ?? '';
    names.push(...groupsOf(/^ +(register\w+)[(<]/gm, source).filter((called) => !names.includes(called)));
  }
  return names;
}

describe('the list of commands', () => {
  it('has the commands of every file of this folder', () => {
    const defined = [...files.values()].flatMap((text) =>
      groupsOf(/^export function (register\w+)[(<]/gm, text),
    );
    expect(defined.length).toBeGreaterThanOrEqual(files.size - 1);
    expect(defined.filter((name) => !registered().includes(name))).toEqual([]);
  });

  it('has no command twice', () => {
    expect(listed).toEqual([...new Set(listed)]);
  });
});
