// Do the types fit, and is what is committed what the sources make? Builds anew, elsewhere, and compares file by file.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { build } from 'vite'

const web = join(import.meta.dirname, '..')
const types = spawnSync(process.execPath, ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit'], { cwd: web, stdio: 'inherit' })
if (types.status !== 0) process.exit(1)

const committed = join(web, '../src/escalation/console/static')
const anew = mkdtempSync(join(tmpdir(), 'console-'))

/** Compressed files are compared by what is in them: another Node may compress in another way. */
function read(root) {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const contents = files.map(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name))
    return [relative(root, join(parentPath, name)), name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes]
  })
  return new Map(contents)
}

try {
  await build({ root: web, logLevel: 'error', build: { outDir: anew } })
  const [before, after] = [read(committed), read(anew)]
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const other = names.filter((name) => !before.get(name)?.equals(after.get(name) ?? Buffer.of()))
  if (other.length > 0) {
    console.error(`The console is not what its sources make it: ${other.sort().join(', ')}\nTo build it anew: make console`)
    process.exitCode = 1
  }
} finally {
  rmSync(anew, { recursive: true })
}
