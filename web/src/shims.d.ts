/** What Vite makes of a file. */
/// <reference types="vite/client" />
