import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', '**/node_modules/', 'test/rig/go/', 'logproof-demo/', 'reference-stack/bin/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      // Names from a cloud may hold anything: a control character in a pattern is meant, and says so.
      'no-control-regex': 'error',
      'no-dupe-else-if': 'error',
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
      'no-unsafe-finally': 'error',
    },
  },
  // A promise that nobody waits for is an error that nobody sees: the types know which those are.
  {
    files: ['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}', 'simulator/**/*.ts', 'tools/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  // What was sent may be an object whose toString is no function: it is made a text by core/untyped.ts, which does not throw.
  {
    files: ['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-base-to-string': ['error', { checkUnknown: true }] },
  },
  // Standard output carries the report; only the command line may speak to the process.
  { files: ['policypack/**', 'scanner/**'], ignores: ['scanner/bin.ts', 'scanner/cli/**'], rules: { 'no-console': 'error' } },
);
