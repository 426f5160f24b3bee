import { defineConfig } from 'vitest/config';

// Two projects: `unit` needs nothing but Node; `real` needs the servers that test/rig builds.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['**/*.real.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/**/*.real.test.ts'],
          exclude: ['**/node_modules/**'],
          // One file at a time: every file starts real servers, and two cores are the machine we plan for.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 1_800_000,
          globalSetup: ['test/rig/global-setup.ts'],
        },
      },
    ],
  },
});
