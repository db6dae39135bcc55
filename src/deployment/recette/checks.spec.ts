import { filesBelow, groupsOf } from '../../../test/support/source-files.js';
import { CHECKS } from './checks.js';

describe('the kinds of checks', () => {
  it('are all in the list, from every file of kinds/', () => {
    const source = [...filesBelow('src/deployment/recette/kinds', '.ts').values()].join('\n');
    const defined = groupsOf(/\bcheckKind\(\{\s*kind: '([a-z0-9-]+)'/g, source);
    expect(defined).toHaveLength(groupsOf(/\b(checkKind)\(/g, source).length);
    expect([...CHECKS.keys()].sort()).toEqual(defined.sort());
  });
});
