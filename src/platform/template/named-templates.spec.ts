import { filesBelow, groupsOf } from '../../../test/support/source-files.js';

const templates = new Map(
  [...filesBelow('templates', '.hbs')].map(([file, text]) => [file.replace(/\.hbs$/, ''), text]),
);
const literals = new Set(
  [...filesBelow('src', '.ts').values()].flatMap((text) => groupsOf(/['"`]([\w./-]+)['"`]/g, text)),
);
/** The folders whose templates may be named without it and without extension: rows of options, PowerShell of a step. */
const SHORT = [
  /^windows\/(.+)\.ps1$/,
  /^answer\/windows\/comfort\/(.+)\.ps1$/,
  /^answer\/windows\/(.+)\.ps1$/,
];

function isNamed(template: string): boolean {
  const names = [template, ...SHORT.map((pattern) => pattern.exec(template)?.[1] ?? template)];
  return names.some((name) => literals.has(name));
}

/** The templates that the code names, and those that these include. */
function rendered(): Set<string> {
  const reached = new Set([...templates.keys()].filter(isNamed));
  for (const name of reached) {
    groupsOf(/\{\{~?#?> *([\w./-]+)/g, templates.get(name) ?? '').forEach((included) =>
      reached.add(included),
    );
  }
  return reached;
}

describe('the templates', () => {
  it('are all rendered: the code names them, or a template that is rendered includes them', () => {
    const used = rendered();
    expect([...templates.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  it('include only templates that exist', () => {
    expect([...rendered()].filter((name) => !templates.has(name))).toEqual([]);
  });
});
