import { filesBelow, groupsOf } from '../../../test/support/source-files.js';

/** A subject of the board lists its own controllers and imports in its `pages.ts`. */
const modules = ['.module.ts', '/pages.ts'].flatMap((end) => [...filesBelow('src', end).values()]).join('\n');

/** The names in the lists that modules give as `controllers` or `imports`. */
const namesIn = (list: 'controllers' | 'imports', pattern: RegExp): string[] =>
  groupsOf(new RegExp(`\\b${list}: \\[([^;]*?)\\]${list === 'imports' ? ',\\n' : ''}`, 'g'), modules).flatMap(
    (names) => groupsOf(pattern, names),
  );

describe('the modules of the server', () => {
  it('have every controller', () => {
    const defined = [...filesBelow('src', '.ts').values()].flatMap((text) =>
      groupsOf(/^@Controller\([^]*?^export class (\w+)/gm, text),
    );
    expect(defined).toContain('WorkshopPageController');
    const wired = namesIn('controllers', /\b(\w+Controller)\b/g);
    expect(defined.filter((name) => !wired.includes(name))).toEqual([]);
  });

  it('are all imported by one of them', () => {
    const entries = ['AppModule', 'WorkerModule'];
    const imported = [...entries, ...namesIn('imports', /\b(\w+Module)\b/g)];
    const defined = groupsOf(/^export class (\w+Module)\b/gm, modules);
    expect(defined.filter((name) => !imported.includes(name))).toEqual([]);
  });
});
