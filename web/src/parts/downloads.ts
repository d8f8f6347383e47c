/** Files that are made here or come from the server, and are left to the browser to keep. */
import { api } from '@/api/client'
import type { paths } from '@document'

/** Let the browser keep something under a name. */
export function keepFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A field of CSV (RFC 4180). What spreadsheets would take for a formula is text. */
function field(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Rows as a file of CSV that spreadsheets open without asking, whatever the language. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): Blob {
  const lines = rows.map((row) => row.map((each) => field(String(each))).join(','))
  return new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })
}

type ExportPath = Extract<keyof paths, `/v1/exports/${string}`>

interface Wanted {
  readonly path: ExportPath
  readonly query: Readonly<Record<string, string | readonly string[]>>
  readonly parameters?: Readonly<Record<string, string>>
}

/** Fetch an export as who has signed in, tell how many bytes have come, and keep it under the name the server gives it. */
export async function download({ path, query, parameters = {} }: Wanted, told: (bytes: number) => void, signal?: AbortSignal): Promise<void> {
  // Each path has filters of its own: which of them this one has, its page knows.
  const ask = api.GET as (path: ExportPath, options: object) => Promise<{ data?: ReadableStream<Uint8Array<ArrayBuffer>>; response: Response }>
  const { data, response } = await ask(path, { params: { query, path: parameters }, parseAs: 'stream', ...(signal ? { signal } : {}) })
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = data?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    parts.push(next.value)
    bytes += next.value.length
    told(bytes)
  }
  const name = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  keepFile(new Blob(parts, { type: response.headers.get('Content-Type') ?? '' }), name ? decodeURIComponent(name) : path.split('/').at(-1) ?? '')
}
