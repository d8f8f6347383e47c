/** The proof of work that a server may ask for before it takes an opinion, done beside the page. */
import type { Schemas } from './network'
import address from './work?worker&url'

interface Trusted {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL: (address: string) => string }
}

/** Looks for the number in a worker, so that nothing on the page stops; `told` is given percents. */
export function proofOf(work: Schemas['ProofOfWorkOut'], told: (percent: number) => void): Promise<string> {
  const { trustedTypes } = window as { trustedTypes?: Trusted }
  policy ??= trustedTypes?.createPolicy('citizen', { createScriptURL: () => address })
  const worker = new Worker(policy?.createScriptURL(address) ?? address)
  return new Promise<string>((done, failed) => {
    worker.onmessage = ({ data }: MessageEvent<number | string>) => (typeof data === 'string' ? done(data) : told(data))
    worker.onerror = () => failed(new Error('no proof'))
    worker.postMessage(work)
  }).finally(() => worker.terminate())
}

let policy: ReturnType<Trusted['createPolicy']> | undefined
