const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    swcrc: false,
    sourceMaps: 'inline',
  },
];

const shared = {
  testEnvironment: 'node',
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  setupFiles: ['<rootDir>/test/support/threads-from-source.mjs'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

const withPostgres = {
  ...shared,
  globalSetup: '<rootDir>/test/support/postgres-setup.mjs',
  globalTeardown: '<rootDir>/test/support/postgres-teardown.mjs',
};

/** Specs that start, kill and wait for real processes, or draw and read whole documents: they take their time. */
const PROCESSES = [
  'cli-up',
  'cli-output',
  'nothing-lost*',
  'whole-deployment*',
  'two-technicians',
  'database-embedded',
  'login-flood',
  'queue*',
  'ssh',
  'winrm*',
  'recette',
  'certificate*',
  'answer-wine',
  'software-wine',
  'backup*',
];

/**
 * Unit specs that try thousands of made-up documents, or every option on every kind of file, or run the tests of
 * the agent in Python.
 */
const THOROUGH = [
  '**/any-bytes',
  '**/mutations',
  '**/every-option',
  '**/neutral-options',
  '**/hostile-*',
  '**/prototype-keys',
  '**/windows-options',
  '**/linux-options',
  '**/comfort-{refused,effects,registry}',
  '**/checked-by-rules',
  '**/bench/hostile/subjects',
  '**/environment/agent',
];

/**
 * Five tiers: unit (beside the code, no service, the inner loop), thorough (unit specs that take their time),
 * medium (a real PostgreSQL), processes (whole processes and a browser, minutes in all), bench (real virtual PCs,
 * minutes each). The campaign stands apart: more virtual PCs, hours in all, for `npm run campaign`.
 * @type {import('jest').Config}
 */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', ...THOROUGH.map((name) => `!${name}.spec.ts`)],
    },
    {
      ...shared,
      displayName: 'thorough',
      testMatch: THOROUGH.map((name) => `<rootDir>/src/${name}.spec.ts`),
    },
    {
      ...withPostgres,
      displayName: 'medium',
      testMatch: [
        '<rootDir>/test/medium/**/*.spec.ts',
        ...PROCESSES.map((name) => `!**/test/medium/${name}.spec.ts`),
      ],
    },
    {
      ...withPostgres,
      displayName: 'processes',
      testMatch: [
        ...PROCESSES.map((name) => `<rootDir>/test/medium/${name}.spec.ts`),
        '<rootDir>/test/web/**/*.spec.ts',
      ],
    },
    {
      ...shared,
      displayName: 'bench',
      testMatch: ['<rootDir>/test/bench/**/*.spec.ts'],
      runner: '<rootDir>/test/support/serial-runner.mjs',
    },
    {
      ...withPostgres,
      displayName: 'campaign',
      testMatch: ['<rootDir>/test/campaign/**/*.spec.ts'],
      runner: '<rootDir>/test/support/serial-runner.mjs',
    },
  ],
  testSequencer: '<rootDir>/test/support/first-specs.mjs',
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
  // A test that hangs ends here; a slow machine must not.
  testTimeout: 180_000,
};
