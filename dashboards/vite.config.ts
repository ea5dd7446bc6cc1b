import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** One page application for all pages; the server answers every path of `app/location.ts` with index.html. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/dashboards', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 900,
  },
  // `npx vite dashboards` while the server runs on its own port.
  server: {
    proxy: {
      '/graphql': { target: 'http://localhost:8420', ws: true },
      '^/[a-z-]+\\.(csv|xlsx)': { target: 'http://localhost:8420' },
      '/session': { target: 'http://localhost:8420' },
    },
  },
})
