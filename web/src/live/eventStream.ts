/** Server-Sent Events (HTML Living Standard, section 9.2) of an answer whose head has been looked at.
 *
 * `EventSource` shows neither why it was refused nor the ids of comments, and sends no header of ours.
 */
export interface StreamPart {
  /** Behind which to go on; also where nothing happened. */
  readonly id: string | null
  /** Milliseconds after which to come again. */
  readonly retry: number | null
  readonly data: string | null
}

/** The parts of a stream, in order. It ends where the stream does. */
export async function* partsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamPart> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const parts = (rest + value).replaceAll('\r\n', '\n').split('\n\n')
      rest = parts.pop() ?? ''
      yield* parts.map(read)
    }
  } finally {
    await reader.cancel()
  }
}

function read(part: string): StreamPart {
  const lines = part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()])
  const all = (name: string): string[] => lines.filter(([field]) => field === name).map(([, value]) => value ?? '')
  const [retry] = all('retry')
  const data = all('data')
  return { id: all('id').at(-1) ?? null, retry: retry === undefined ? null : Number(retry), data: data.length ? data.join('\n') : null }
}
