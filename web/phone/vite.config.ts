import { defineConfig } from 'vite';

// The gateway serves the files from its class path. It puts a digest of them into their paths.
export default defineConfig({
  publicDir: false,
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: '../../gateway-service/src/main/resources/phone',
    emptyOutDir: false,
    modulePreload: false,
    target: 'es2022',
    cssMinify: true,
    lib: { entry: 'src/main.tsx', formats: ['es'], fileName: () => 'phone.js', cssFileName: 'phone' },
  },
});
