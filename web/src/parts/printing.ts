/** Paper: what is printed opens in a window of its own, at an address that needs no key for a minute. */

/** Opened at once, for browsers open none that nobody has just asked for. Throws what `link` throws. */
export async function openPaper(link: () => Promise<{ readonly path: string }>): Promise<void> {
  const paper = window.open('about:blank')
  try {
    const { path } = await link()
    if (paper) paper.location.href = path
  } catch (thrown) {
    paper?.close()
    throw thrown
  }
}
