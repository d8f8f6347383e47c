// Files in parts, over networks that break off: what has arrived is not sent again.
import { type Connection, done } from './client.ts';
import type { components } from './generated/document.ts';
import { Problem } from './problem.ts';

export type Attachment = components['schemas']['AttachmentOut'];
export type AttachTo = { ticketId: string } | { opinionId: string };

export interface UploadOptions {
  name: string;
  /** Bytes in one request; up to 4 MiB. */
  partSize?: number;
  /** Told after each part how many bytes have arrived. */
  onProgress?: (received: number, size: number) => void;
  /** Told the id once the server has one: kept, the upload can be taken up again by `resumeUpload`. */
  onBegin?: (attachmentId: string) => void | Promise<void>;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

const PART = 512 * 1024;

/** Send a file. */
export async function upload(to: Connection, target: AttachTo, file: Blob, options: UploadOptions): Promise<Attachment> {
  const body = { name: options.name, size: file.size, sha256: await sha256(file) };
  const header = options.idempotencyKey ? { 'Idempotency-Key': options.idempotencyKey } : {};
  const begun =
    'ticketId' in target
      ? to.http.POST('/v1/tickets/{ticket_id}/attachments', { params: { path: { ticket_id: target.ticketId }, header }, body })
      : to.http.POST('/v1/opinions/{opinion_id}/attachments', { params: { path: { opinion_id: target.opinionId }, header }, body });
  const attachment = await done<Attachment>(begun);
  await options.onBegin?.(attachment.id);
  return resumeUpload(to, attachment.id, file, options);
}

/** Go on with a file where it broke off. What is whole already is only completed. */
export async function resumeUpload(
  to: Connection,
  attachmentId: string,
  file: Blob,
  options: Omit<UploadOptions, 'name'> = {},
): Promise<Attachment> {
  const init = { params: { path: { attachment_id: attachmentId } }, ...(options.signal ? { signal: options.signal } : {}) };
  const found = await done(to.http.GET('/v1/attachments/{attachment_id}', init));
  if (found.state !== 'uploading') return found;
  let { received } = found;
  while (received < file.size) {
    options.onProgress?.(received, file.size);
    received = await sendPart(to, init, file, received, options.partSize ?? PART);
  }
  options.onProgress?.(received, file.size);
  return done(to.http.POST('/v1/attachments/{attachment_id}/complete', init));
}

type ToAttachment = { params: { path: { attachment_id: string } }; signal?: AbortSignal };

/** Send the bytes from `start` on; how many have arrived then. An earlier part may have arrived without our knowing. */
async function sendPart(to: Connection, init: ToAttachment, file: Blob, start: number, size: number): Promise<number> {
  const part = {
    ...init,
    params: { ...init.params, query: { start } },
    body: file.slice(start, start + size) as unknown as string,
    bodySerializer: (body: unknown) => body,
    headers: { 'Content-Type': 'application/octet-stream' },
  };
  try {
    return (await done(to.http.PUT('/v1/attachments/{attachment_id}/parts', part))).received;
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'UPLOAD_OFFSET')) throw error;
    return (await done(to.http.GET('/v1/attachments/{attachment_id}', init))).received;
  }
}

async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
