/**
 * The house, floor by floor: a folder imports only from floors below its own, and only through the
 * other folder's index.ts. docs/ARCHITECTURE.md draws it; docs/adr/0002-floors.md says why it is a list.
 */
const FLOORS = [
  ['core'],
  ['config'],
  ['database', 'template', 'transport', 'proof', 'xml', 'windows-tables', 'threads'],
  ['queue', 'vault'],
  ['account', 'backup'],
  ['machine', 'master', 'catalog', 'profile'],
  ['connection'],
  ['answer', 'mdm', 'directory', 'recette', 'certificate'],
  ['deployment'],
  ['boot', 'board', 'bench'],
  ['cli', 'app'],
];

const rules = [];
FLOORS.forEach((folders, level) => {
  for (const folder of folders) {
    const above = FLOORS.slice(level)
      .flat()
      .filter((name) => name !== folder);
    rules.push({
      name: `floor-of-${folder}`,
      comment: `${folder}/ may import only from the floors below it`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${[...above, 'main', 'worker'].join('|')})(/|\\.)` },
    });
  }
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'through-the-door',
      comment: 'a folder is entered through its index.ts only',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(^src/(main|worker|cli)\\.ts$|\\.thread\\.ts$|\\.spec\\.ts$)' },
      to: {},
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
