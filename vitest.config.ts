import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/*
 * The suites. Unit tests stand beside their source; the rest lie in tests/, a folder each. `npm test` runs all of
 * them and leaves out `web` where no Chromium is found, and `smoke` where no Electron window can be opened.
 */
const BROWSER_TIMEOUT_MS = 120_000

export default defineConfig({
  plugins: [vue()],
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A worker each: a crash in a native module costs one file and is named.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'shared/**/*.test.ts',
            'electron/**/*.test.ts',
            'renderer/**/*.test.ts',
            'scripts/**/*.test.ts',
            'tests/helpers/**/*.test.ts',
          ],
        },
      },
      { extends: true, test: { name: 'medium', include: ['tests/medium/**/*.test.ts'] } },
      { extends: true, test: { name: 'security', include: ['tests/security/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['tests/web/**/*.test.ts'],
          testTimeout: BROWSER_TIMEOUT_MS,
          hookTimeout: BROWSER_TIMEOUT_MS,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'smoke',
          include: ['tests/electron-smoke/**/*.test.ts'],
          testTimeout: BROWSER_TIMEOUT_MS,
          hookTimeout: BROWSER_TIMEOUT_MS,
          fileParallelism: false,
        },
      },
      { extends: true, test: { name: 'electron', include: ['tests/electron/**/*.test.ts'] } },
      { extends: true, test: { name: 'repo', include: ['tests/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
})
