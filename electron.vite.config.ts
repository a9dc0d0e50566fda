import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { join } from 'node:path'

/*
 * The desktop shell and the window: out/main, out/preload, out/renderer. The engine and its hosts are built by
 * electron.vite.engine.config.ts; scripts/build.mjs runs both.
 */
const root = import.meta.dirname
const outFolder = process.env['ONESHEET_BUILD_FOLDER'] ?? join(root, 'out')

export default defineConfig({
  main: {
    build: {
      // A package has no node_modules for main: what it uses is built in.
      externalizeDeps: { exclude: ['zod'] },
      outDir: join(outFolder, 'main'),
      rollupOptions: {
        input: { main: join(root, 'electron/main/main.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but electron: everything else goes into the one file.
      externalizeDeps: false,
      outDir: join(outFolder, 'preload'),
      rollupOptions: {
        input: { preload: join(root, 'electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    base: './',
    plugins: [vue()],
    // vue-i18n leaves out what the window does not use: its old interface, and compiling by eval.
    define: {
      __VUE_I18N_FULL_INSTALL__: false,
      __VUE_I18N_LEGACY_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
    },
    build: {
      outDir: join(outFolder, 'renderer'),
      // The page's content policy allows no data: addresses for code, and fonts cache better as files.
      assetsInlineLimit: 0,
      minify: true,
      rollupOptions: { input: { index: join(root, 'renderer/index.html') } },
    },
  },
})
