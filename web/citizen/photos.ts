/** Photos that go along: made smaller, shown, and kept on this device until they have arrived. */
import { KEPT } from './draft'
import { say } from './network'
import { button, element, tell } from './page'

/** `id`: when it was added, in milliseconds. */
export interface Photo {
  id: number
  name: string
  blob: Blob
}

const MOST = 5
/** Pixels of the longer side: a number plate can be read, and a slow network carries it. */
const LONGER_SIDE = 1_920
const QUALITY = 0.82

let photos: Photo[] = []
let making: Promise<void> = Promise.resolve()

export function countPhotos(): number {
  return photos.length
}

/** Until all that were chosen are smaller. */
export function readyPhotos(): Promise<void> {
  return making
}

export async function showPhotos(): Promise<void> {
  photos = await keptPhotos()
  const input = element<HTMLInputElement>('files')
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    input.value = ''
    making = making.then(() => add(files))
  })
  draw()
}

async function add(files: File[]): Promise<void> {
  const told: string[] = []
  for (const file of files) {
    if (photos.length >= MOST) {
      told.push(say('tooMany'))
      break
    }
    tell('photos-note', say('shrinking'))
    try {
      const photo = { id: Date.now() + photos.length, name: file.name.replace(/\.\w+$/, '').slice(0, 150) + '.jpg', blob: await shrunk(file) }
      photos.push(photo)
      await change('readwrite', (store) => store.put(photo))
    } catch {
      told.push(say('noPicture', { name: file.name }))
    }
    draw()
  }
  tell('photos-note', told.join(' '))
}

async function shrunk(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error())), 'image/jpeg', QUALITY))
}

function draw(): void {
  const list = element('photos')
  for (const shown of list.querySelectorAll('img')) URL.revokeObjectURL(shown.src)
  list.replaceChildren(...photos.map(item))
  element<HTMLInputElement>('files').disabled = photos.length >= MOST
}

function item(photo: Photo, index: number): HTMLLIElement {
  const made = document.createElement('li')
  const shown = document.createElement('img')
  shown.src = URL.createObjectURL(photo.blob)
  shown.alt = say('photo', { number: index + 1 })
  const remove = button(say('remove'), () => {
    photos = photos.filter((other) => other !== photo)
    void forgetPhoto(photo.id)
    draw()
    element('files').focus()
  })
  remove.setAttribute('aria-label', `${say('remove')} ${say('photo', { number: index + 1 })}`)
  made.append(shown, remove)
  return made
}

// A database of the browser, for files do not fit where the words are kept. Where it is not to be had, photos still go along.

/** Those of a draft that was given up go with it: somebody else may write here next. */
export async function keptPhotos(): Promise<Photo[]> {
  const all = (await change('readonly', (store) => store.getAll())) as Photo[] | undefined
  const [kept, stale] = [all?.filter(isKept), all?.filter((photo) => !isKept(photo)) ?? []]
  await Promise.all(stale.map(({ id }) => forgetPhoto(id)))
  return kept ?? photos
}

function isKept({ id }: Photo): boolean {
  return Date.now() - id < KEPT.draft
}

export async function forgetPhoto(id: number): Promise<void> {
  await change('readwrite', (store) => store.delete(id))
}

export async function clearPhotos(): Promise<void> {
  await change('readwrite', (store) => store.clear())
}

function change(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((done) => {
    try {
      const opening = indexedDB.open('opinion', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore('photos', { keyPath: 'id' })
      opening.onerror = () => done(undefined)
      opening.onsuccess = () => {
        const asked = work(opening.result.transaction('photos', mode).objectStore('photos'))
        asked.onsuccess = () => done(asked.result)
        asked.onerror = () => done(undefined)
        opening.result.close()
      }
    } catch {
      done(undefined)
    }
  })
}
