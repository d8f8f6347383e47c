/** A worker that does work in Altcha's format: which number, behind the salt, has this hash? */
import type { components } from '@document'

type Work = components['schemas']['ProofOfWorkOut']

/** Hashes that are asked for at a time: each alone would wait for the next turn of the browser. */
const BATCH = 500

onmessage = async ({ data: { algorithm, challenge, maxnumber, salt, signature } }: MessageEvent<Work>): Promise<void> => {
  const wanted = challenge.match(/../g)!.map((digits) => parseInt(digits, 16))
  const encoder = new TextEncoder()
  for (let first = 0; first <= maxnumber; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, maxnumber - first + 1) }, (_, index) => first + index)
    const hashes = await Promise.all(numbers.map((number) => crypto.subtle.digest('SHA-256', encoder.encode(salt + number))))
    const number = numbers[hashes.findIndex((hash) => new Uint8Array(hash).every((byte, at) => byte === wanted[at]))]
    if (number !== undefined) return postMessage(btoa(JSON.stringify({ algorithm, challenge, number, salt, signature })))
    postMessage(Math.min(99, Math.round((100 * first) / maxnumber)))
  }
  throw new Error('no number')
}
