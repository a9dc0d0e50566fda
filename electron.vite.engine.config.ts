import { defineConfig } from 'electron-vite'
import { join } from 'node:path'

/*
 * The engine and its hosts, plain Node modules in out/engine. npm packages stay outside: the native ones must, and
 * the rest are found in node_modules (a package puts them beside the engine). Built in are zod, which loads fifty
 * languages when it is whole and costs every command a tenth of a second, and ECharts, of whose 62 MB the report needs
 * two kinds of chart (docs/decisions/0023).
 */
const root = import.meta.dirname
const outFolder = process.env['ONESHEET_BUILD_FOLDER'] ?? join(root, 'out')

export default defineConfig({
  main: {
    build: {
      outDir: join(outFolder, 'engine'),
      target: 'node22.14',
      sourcemap: true,
      minify: false,
      externalizeDeps: { exclude: ['zod', 'echarts'] },
      rollupOptions: {
        input: {
          cli: join(root, 'electron/hosts/cli.ts'),
          'engine-child': join(root, 'electron/hosts/engine-child.ts'),
          'picture-worker': join(root, 'electron/engine/images/worker.ts'),
          'embed-worker': join(root, 'electron/engine/model/embed-worker.ts'),
          'provider-process': join(root, 'electron/engine/model/providers/provider-process.ts'),
          'explain-worker': join(root, 'electron/engine/model/explain/explain-worker.ts'),
          'teach-worker': join(root, 'electron/engine/training/teach/teach-worker.ts'),
          'neighbours-worker': join(root, 'electron/engine/model/similar/neighbours-worker.ts'),
          'own-heads-worker': join(root, 'electron/engine/training/own/own-heads-worker.ts'),
          'batch-worker': join(root, 'electron/engine/training/pixels/batch-worker.ts'),
          'backend-probe': join(root, 'electron/engine/model/backends/probe.ts'),
          'trainer-process': join(root, 'electron/engine/training/trainer/trainer-process.ts'),
          'heartbeat-worker': join(root, 'electron/engine/platform/heartbeat-worker.ts'),
          'copy-worker': join(root, 'electron/engine/catalog/copy-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
      },
    },
  },
})
