// How the page is bundled: for browsers of the last years, everything from this one server.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 2_000, modulePreload: { polyfill: false } },
});
