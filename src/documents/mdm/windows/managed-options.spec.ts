import { profileJsonSchema } from '../../profile/index.js';
import { isOptionRow, type OptionTree, windowsOptionRows } from '../../windows-tables/index.js';

type Node = { properties?: Record<string, Node> };

/** The path of each option that management can set. */
function managed(tree: OptionTree, path: string[] = []): string[][] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const at = [...path, name];
    if (!isOptionRow(node)) return managed(node, at);
    return node.places.some(({ to }) => to === 'csp') ? [at] : [];
  });
}

describe('a row with a place of management', () => {
  it('is in the schema of managed PCs, under the name that it has in its section', () => {
    const rows = managed(windowsOptionRows('windows-11-25h2'));
    const schema = (profileJsonSchema() as Node).properties?.['mdm']?.properties?.['windows'];
    const isThere = ([, ...path]: string[]) =>
      path.reduce<Node | undefined>((node, name) => node?.properties?.[name], schema) !== undefined;
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((path) => !isThere(path)).map((path) => path.join('.'))).toEqual([]);
  });
});
