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
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

/**
 * Three tiers: unit (beside the code, no service), medium (a real PostgreSQL and real processes),
 * bench (real virtual PCs, minutes each).
 * @type {import('jest').Config}
 */
export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'medium',
      testMatch: ['<rootDir>/test/medium/**/*.spec.ts', '<rootDir>/test/web/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/postgres-setup.mjs',
      globalTeardown: '<rootDir>/test/support/postgres-teardown.mjs',
    },
    {
      ...shared,
      displayName: 'bench',
      testMatch: ['<rootDir>/test/bench/**/*.spec.ts'],
      runner: '<rootDir>/test/support/serial-runner.mjs',
    },
  ],
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
  testTimeout: 30_000,
};
