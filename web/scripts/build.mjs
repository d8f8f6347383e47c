// Builds the console into the package. The types of the interface are those of the client in TypeScript: `make clients`.
import { join } from 'node:path'
import { build } from 'vite'

await build({ root: join(import.meta.dirname, '..'), logLevel: 'warn' })
