/** How an opinion is sent, with the proof that is asked for, and its photos after it. */
import type { Draft, Sent } from './draft'
import { ask, persist, post, Refused, say, type Schemas } from './network'
import { tell } from './page'
import { forgetPhoto, keptPhotos, type Photo } from './photos'
import { proofOf } from './proof'

const MOST_PROOFS = 3
const PART = 1 << 20

export async function sendOpinion(draft: Draft): Promise<Sent> {
  const told = (text: string): void => tell('state', text)
  const filled = Object.entries(draft.fields).filter(([, value]) => value.trim() !== '')
  const body = { ...Object.fromEntries(filled), unit_code: draft.unit?.code, location: draft.place, confidential: draft.confidential }
  for (let tries = 1; ; tries++) {
    try {
      const answer = await persist(async () => {
        told(say('sending'))
        const proof = await prove(told)
        return post<Schemas['SubmissionOut']>('/v1/submissions', body, { 'Idempotency-Key': draft.key, ...proof })
      }, told)
      return { code: answer.tracking_code, unit: answer.unit, token: answer.upload_token }
    } catch (error) {
      // A proof that was too old, or was used up by an answer that got lost.
      if (!(error instanceof Refused && error.code.startsWith('PROOF_')) || tries === MOST_PROOFS) throw error
    }
  }
}

async function prove(told: (text: string) => void): Promise<Record<string, string>> {
  const challenge = await ask<Schemas['ChallengeOut']>('/v1/submissions/challenge')
  if (challenge.kind === 'captcha') throw new Refused(0, '', say('captcha'), 0, [])
  if (challenge.work === null) return {}
  const proof = await proofOf(challenge.work, (percent) => told(say('working', { percent })))
  told(say('sending'))
  return { 'Submission-Proof': proof }
}

/** One after the other: a bad network carries one better than five. */
export async function sendPhotos(sent: Sent, key: string): Promise<void> {
  const photos = await keptPhotos()
  const told = (text: string): void => tell('sent-photos', text)
  let arrived = 0
  const refused: string[] = []
  for (const [index, photo] of photos.entries()) {
    const progress = say('sendingPhoto', { number: index + 1, count: photos.length })
    try {
      await persist(() => {
        told(progress)
        return sendPhoto(sent, photo, `${key}-${photo.id}`)
      }, told)
      arrived += 1
    } catch (error) {
      const isLate = error instanceof Refused && error.status === 404
      refused.push(isLate ? say('photosLate') : say('photoRefused', { name: photo.name, reason: (error as Error).message }))
    }
    await forgetPhoto(photo.id)
  }
  if (photos.length > 0) told([arrived > 0 ? say('photosArrived', { count: arrived }) : '', ...new Set(refused)].join(' ').trim())
}

/** Begun, sent and completed under keys and offsets that make it the same photo however often it is tried. */
async function sendPhoto(sent: Sent, photo: Photo, key: string): Promise<void> {
  const path = `/v1/submissions/${sent.token}/photos`
  const begun = await post<Schemas['PhotoOut']>(path, { name: photo.name, size: photo.blob.size }, { 'Idempotency-Key': key })
  for (let start = 0; start < photo.blob.size; start += PART) {
    const body = photo.blob.slice(start, start + PART)
    const headers = { 'Content-Type': 'application/octet-stream' }
    await ask(`${path}/${begun.id}/parts?start=${start}`, { method: 'PUT', body, headers })
  }
  await ask(`${path}/${begun.id}/complete`, { method: 'POST' })
}
