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
  // What is printed may have been named by somebody who wants to command a terminal or a build's runner: one writer makes it visible.
  // How the process ends is said in one place. Files that others may have named are written by one function, which replaces files alone.
  {
    files: ['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}'],
    ignores: ['scanner/process/*.ts', 'scanner/bin.ts', 'policypack/pulumi/serve.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr', '_rawDebug', 'emitWarning'].map((property) => ({ object: 'process', property, message: 'Print through the context of the command: its writer makes text visible.' })),
        ...['exit', 'exitCode', 'abort', 'kill', 'reallyExit'].map((property) => ({ object: 'process', property, message: 'Return the exit code: scanner/process/ending.ts says it.' })),
      ],
    },
  },
  {
    files: ['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}'],
    ignores: ['scanner/cli/write-whole.ts', 'scanner/result/spill-file.ts', 'scanner/process/standard-streams.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...['node:fs', 'node:fs/promises', 'fs', 'fs/promises'].map((name) => ({
              name,
              importNames: ['appendFile', 'appendFileSync', 'copyFile', 'copyFileSync', 'createWriteStream', 'rename', 'renameSync', 'write', 'writeFile', 'writeFileSync', 'writeSync', 'writev', 'writevSync'],
              message: 'Write files by scanner/cli/write-whole.ts.',
            })),
            ...['node:process', 'process', 'node:console', 'console'].map((name) => ({ name, message: 'Print through the context of the command.' })),
          ],
        },
      ],
    },
  },
  // JSON of our own escapes what deceives, which JSON.stringify leaves as it is.
  {
    files: ['scanner/cli/**/*.ts', 'scanner/audit-policy/**/*.ts', 'scanner/probe/report.ts', 'scanner/reporters/*.ts'],
    ignores: ['scanner/reporters/printable.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "CallExpression[callee.object.name='JSON'][callee.property.name='stringify']", message: 'Use jsonText of scanner/reporters/printable.ts: it escapes control characters and commands.' }] },
  },
);
