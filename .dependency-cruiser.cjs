/**
 * The house, floor by floor: a folder imports only from floors below its own, and only through the
 * other folder's index.ts. A folder whose work needs no server keeps what does need it behind server.ts.
 * docs/ARCHITECTURE.md draws the floors; docs/adr/0002-floors.md says why they are a list.
 */
const FLOORS = [
  ['platform/core'],
  ['platform/config', 'platform/files', 'platform/cms', 'platform/xml', 'platform/outside'],
  ['platform/processes', 'platform/database', 'platform/template', 'platform/transport', 'platform/threads'],
  ['platform/queue', 'platform/vault'],
  ['platform/account', 'platform/backup'],
  ['platform/settings'],
  ['park/machine', 'park/master', 'bench'],
  [
    'park/catalog',
    'park/firmware',
    'park/licence',
    'park/recovery',
    'park/directory',
    'park/userdata',
    'park/wall',
  ],
  ['park/software'],
  ['documents/windows-tables'],
  ['documents/profile'],
  ['documents/connection', 'documents/engine'],
  ['documents/answer', 'documents/mdm'],
  ['deployment/proof', 'deployment/recette'],
  ['deployment/certificate'],
  ['deployment/pipeline'],
  ['deployment/boot', 'deployment/figures'],
  ['deployment/installation'],
  ['interfaces/notifications', 'interfaces/exports'],
  ['interfaces/board'],
  ['interfaces/cli', 'interfaces/app'],
];

const rules = FLOORS.flatMap((folders, level) =>
  folders.flatMap((folder) => {
    const others = FLOORS.slice(level)
      .flat()
      .filter((name) => name !== folder);
    return [
      {
        name: `floor-of-${folder}`,
        comment: `${folder}/ may import only from the floors below it`,
        severity: 'error',
        from: { path: `^src/${folder}/` },
        to: { path: `^src/(${[...others, 'main', 'worker'].join('|')})(/|\\.)` },
      },
      {
        name: `door-of-${folder}`,
        comment: `${folder}/ is entered through its index.ts only, or its server.ts`,
        severity: 'error',
        from: { path: '^src/.+/', pathNot: [`^src/${folder}/`, '\\.spec\\.ts$'] },
        to: { path: `^src/${folder}/`, pathNot: `^src/${folder}/(index|server)\\.ts$` },
      },
    ];
  }),
);

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'a-floor-for-every-folder',
      comment: 'a new folder is written in FLOORS',
      severity: 'error',
      from: {},
      to: { path: '^src/.+/', pathNot: `^src/(${FLOORS.flat().join('|')})/` },
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
