import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** What only scanner/process/ may touch. A later entry of a rule replaces an earlier one, so that the list is in both. */
const THE_PROCESS = [
  ...['stdout', 'stderr', '_rawDebug', 'emitWarning'].map((property) => ({ object: 'process', property, message: 'Print through the context of the command: its writer makes text visible.' })),
  ...['exit', 'exitCode', 'abort', 'kill', 'reallyExit'].map((property) => ({ object: 'process', property, message: 'Return the exit code: scanner/process/ending.ts says it.' })),
];

/** What only some files may import; the others are told what to use. */
const WRITING_FILES = {
  but: ['scanner/cli/write-whole.ts', 'scanner/result/spill-file.ts', 'scanner/process/standard-streams.ts'],
  paths: [
    ...['node:fs', 'node:fs/promises', 'fs', 'fs/promises'].map((name) => ({
      name,
      importNames: ['appendFile', 'appendFileSync', 'copyFile', 'copyFileSync', 'createWriteStream', 'rename', 'renameSync', 'write', 'writeFile', 'writeFileSync', 'writeSync', 'writev', 'writevSync'],
      message: 'Write files by scanner/cli/write-whole.ts.',
    })),
    ...['node:process', 'process', 'node:console', 'console'].map((name) => ({ name, message: 'Print through the context of the command.' })),
  ],
};

/** A parser of YAML calls itself for each level, and compares each key with each other one: what nobody vouches for comes to it bounded. */
const PARSING_YAML = {
  but: ['policypack/core/bounded-yaml.ts'],
  paths: [{ name: 'yaml', importNames: ['parse', 'parseDocument', 'parseAllDocuments', 'Parser', 'Composer'], message: 'Parse by policypack/core/bounded-yaml.ts.' }],
};

/** Of several settings of one rule for a file the last alone holds: each exception has every wall but its own. */
const withWalls = (walls) => {
  const standing = (files, paths) => ({ files, rules: { 'no-restricted-imports': ['error', { paths }] } });
  const all = standing(['policypack/**/*.{ts,tsx}', 'scanner/**/*.{ts,tsx}'], walls.flatMap(({ paths }) => paths));
  return [all, ...walls.map(({ but }) => standing(but, walls.filter((wall) => wall.but !== but).flatMap(({ paths }) => paths)))];
};

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
      'no-restricted-properties': ['error', ...THE_PROCESS],
    },
  },
  ...withWalls([WRITING_FILES, PARSING_YAML]),
  // JSON of our own escapes what deceives, which JSON.stringify leaves as it is.
  {
    files: ['scanner/cli/**/*.ts', 'scanner/audit-policy/**/*.ts', 'scanner/probe/report.ts', 'scanner/reporters/*.ts'],
    ignores: ['scanner/reporters/printable.ts'],
    rules: { 'no-restricted-properties': ['error', ...THE_PROCESS, { object: 'JSON', property: 'stringify', message: 'Use jsonText of scanner/reporters/printable.ts: it escapes control characters and commands.' }] },
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
    // One makes them of the house's own lists, which the test tries too; the other runs the user's, for a bounded time.
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
);
