// What most programs need; webhooks, sign-in and the offline queue have entries of their own.
export { type Connection, type ConnectOptions, connect, done, ifMatch, readAgain, type Versioned } from './client.ts';
export { type FeedEvent, type FeedOptions, follow, poll } from './feed.ts';
export type * from './generated/document.ts';
export type { Move } from './generated/moves.ts';
export { type Item, list, type ListPath, pages } from './lists.ts';
export { type Fault, Problem } from './problem.ts';
export { type MoveOptions, Tickets } from './tickets.ts';
export { apiKey, createFetch, type Credentials, type RetryPolicy, type TransportOptions } from './transport.ts';
export { type Attachment, type AttachTo, resumeUpload, upload, type UploadOptions } from './uploads.ts';
