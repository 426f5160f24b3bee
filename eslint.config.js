import regexp from 'eslint-plugin-regexp';
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
  // Whoever writes what we read would have us read it for ever: an expression takes time with the text's length, and not with its
  // square. What the rules do not see, test/hostile/expressions.test.ts tries; one that is made of parts they do not see at all.
  {
    files: ['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: true }],
    },
  },
  {
    files: ['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}'],
    // The one makes them of the house's own lists, the other runs the user's, each for a bounded time.
    ignores: ['policypack/kinds/kubernetes/ai-workload/patterns.ts', 'policypack/core/own-pattern.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: ':matches(NewExpression, CallExpression)[callee.name="RegExp"]',
          message: 'Write the expression out, so that the linter sees whether it is linear; of a list make it in patterns.ts, and run a user\'s by core/own-pattern.ts.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(match|matchAll|search)$/][arguments.0.type=/Literal/]:not([arguments.0.regex])',
          message: 'A text that is given to match, matchAll or search is an expression that no linter sees: write it as one.',
        },
      ],
    },
  },
  // Standard output carries the report; only the command line may speak to the process.
  { files: ['policypack/**', 'scanner/**'], ignores: ['scanner/bin.ts', 'scanner/cli/**'], rules: { 'no-console': 'error' } },
);
