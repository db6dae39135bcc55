import { type OptionTree, WINDOWS_TARGETS, windowsOptionRows } from './index.js';
import { flag, isOptionRow, isWrittenBy, reading, toggle } from './option-row.js';

/** The rows that neither an answer file nor a management server writes. */
function unwrittenIn(tree: OptionTree, at = ''): string[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    if (!isOptionRow(node)) return unwrittenIn(node, `${at}${name}.`);
    const isWritten = node.places.some(
      (place) => isWrittenBy(place, 'answer') || isWrittenBy(place, 'management'),
    );
    return isWritten ? [] : [`${at}${name}`];
  });
}

describe('a row of an option of Windows', () => {
  it.each(WINDOWS_TARGETS)('has a place that something writes, for %s', (target) => {
    expect(unwrittenIn(windowsOptionRows(target))).toEqual([]);
  });

  it('is found when it has none, or only one that is read back', () => {
    const words = { fr: 'Rien', en: 'Nothing' };
    const made = {
      written: toggle(words, flag('machine', 'K', 'N')),
      group: { without: toggle(words), readOnly: toggle(words, reading(flag('machine', 'K', 'N'))) },
    };
    expect(unwrittenIn(made)).toEqual(['group.without', 'group.readOnly']);
  });
});
