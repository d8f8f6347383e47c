/** What Vite makes of a file. */
/// <reference types="vite/client" />

import 'vue'

declare module 'vue' {
  /** Facts that style sheets read off elements. */
  interface HTMLAttributes { [fact: `data-${string}`]: string | undefined }
}
