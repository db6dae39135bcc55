import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Reads of a page by Playwright that tell what is there now. */
const READS = [
  'allInnerTexts',
  'allTextContents',
  'boundingBox',
  'content',
  'count',
  'evaluate',
  'evaluateAll',
  'getAttribute',
  'innerHTML',
  'innerText',
  'inputValue',
  'isChecked',
  'isEnabled',
  'isHidden',
  'isVisible',
  'textContent',
  'title',
];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'process.env is read in src/platform/config only.',
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['test/web/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `CallExpression[callee.name='expect'] AwaitExpression CallExpression[callee.property.name=/^(${READS.join('|')})$/]`,
          message:
            'This read does not wait: `await eventually(() => …, expected)` of test/support/pages.ts does.',
        },
        {
          selector: "CallExpression[callee.name='expect'] > CallExpression[callee.property.name='url']",
          message: 'This read does not wait: `await page.waitForURL(…)` does.',
        },
      ],
    },
  },
  {
    files: ['src/interfaces/board/**/*.ts'],
    ignores: ['src/interfaces/board/frame/say.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/platform/core/index.js'],
              importNames: ['say'],
              message: 'Pages say texts by frame/say.ts, which sets French with its no-break spaces.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/platform/config/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', module: 'writable', setTimeout: 'readonly' },
    },
  },
);
