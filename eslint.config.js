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
    },
  },
  // Standard output carries the report; only the command line may speak to the process.
  { files: ['policypack/**', 'scanner/**'], ignores: ['scanner/bin.ts', 'scanner/cli/**'], rules: { 'no-console': 'error' } },
);
