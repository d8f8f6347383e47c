// How the console is built: into the package, so that whoever runs the product needs no Node.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Beside each text file one that is compressed: browsers are sent that, and nobody compresses while they wait. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    // Of what has been written: before that, chunks still have placeholders in them.
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|svg|html)$/.test(each))) {
        const path = join(dir as string, name)
        const text = readFileSync(path)
        if (text.length < 1024) continue
        writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }))
      }
    },
  }
}

/** What most pages use is one file, what the frame around them needs another, lists of tickets a third: each file of its own has headers of its own, and is compressed alone. */
const GROUPS = [
  // What many pages of one area share is that area's: nobody else loads it.
  { name: 'common', minShareCount: 12, test: (id: string): boolean => !id.includes('/web/src/pages/') },
  { name: 'organisation', test: /web\/src\/pages\/organisation\/(?:texts|organisation|UnitPeople|UnitGaps|MemberRows)/ },
  { name: 'frame', test: /web\/src\/(?:settings|live\/|api\/(?:ticketPage|work)|session\/(?:configuration|leaving)|outbox\/(?:outbox|texts)|parts\/(?:shortcuts|modal|drafts|firstTouch|printing|LateMark|ProblemNote))/ },
  { name: 'attachments', test: /web\/src\/attachments\/(?:texts|upload|AttachFiles|RemoveFile)/ },
  { name: 'lists', test: /web\/src\/(?:batch\/(?:texts|selection|BatchBar)|api\/ticketRows|parts\/(?:TicketRows|unitFigures))/ },
]

export default defineConfig({
  base: '/console/',
  plugins: [vue(), compressed()],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false },
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: here('../src/escalation/console/static'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Which file needs which others: what a page loads is counted by it.
    manifest: true,
    // Kilobytes: the library of maps, which is loaded with the first one.
    chunkSizeWarningLimit: 1200,
    // Names tell the content: what has one name never changes, and is kept by browsers for a year.
    // Beside the console, the page for citizens: it shares nothing with it, and its markup is the server's.
    rollupOptions: { input: [here('./index.html'), here('./citizen/submit.ts')], output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]', codeSplitting: { groups: GROUPS } } },
  },
  worker: { rollupOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  server: { proxy: { '/v1': 'http://127.0.0.1:8000', '/sign-in': 'http://127.0.0.1:8000' } },
})
