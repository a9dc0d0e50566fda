import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PictureResult, Pictures } from '#engine/images/pictures.ts'
import type { InputSize } from '#engine/images/preprocess.ts'
import { seededRandom } from '#engine/platform/random.ts'

/** Files that {@link fakePictures} reads: a number each, from 1. */
export function numberFiles(folder: string, count: number): { path: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index + 1}.jpg`)
    writeNumber(path, index + 1)
    return { path }
  })
}

/** @param what a number, or what no picture is */
export function writeNumber(path: string, what: number | 'bad'): void {
  writeFileSync(path, String(what))
  // Unlike the one before, however fast the test is.
  const time = new Date(Date.UTC(2020, 1, 1) + (what === 'bad' ? 1 : what * 1000))
  utimesSync(path, time, time)
}

/** Pixels of the picture of a number: noise of its own. */
export function pixelsOfNumber(number: number, { height, width }: InputSize): Uint8Array {
  const random = seededRandom(number)
  return Uint8Array.from({ length: height * width * 3 }, () => Math.floor(random() * 256))
}

/** Reads files of numbers in no order, in place of the picture worker. `read` has the names of those it was asked for. */
export function fakePictures(onRead: (count: number) => void | Promise<void> = () => undefined) {
  const read: string[] = []
  const open = (input: InputSize): Pictures => ({
    async *process(requests, { signal }) {
      for (const request of [...requests].reverse()) {
        if (signal.aborted) return
        read.push(basename(request.path.toString()))
        const text = readFileSync(request.path, 'utf8')
        yield text === 'bad' ? refused(request.key) : picture(request.key, Number(text), input)
        await onRead(read.length)
      }
    },
    close: () => Promise.resolve(),
  })
  return { open, read }
}

function refused(key: number): PictureResult {
  return {
    key,
    modifiedMs: 0,
    ok: false,
    sha256: null,
    code: 'picture/undecodable',
    message: 'It is no picture.',
  }
}

function picture(key: number, number: number, input: InputSize): PictureResult {
  return {
    key,
    modifiedMs: 0,
    ok: true,
    sha256: String(number),
    sizeBytes: 1,
    width: 100 + number,
    height: 200 + number,
    mediaType: 'image/jpeg',
    thumbnail: null,
    tensor: pixelsOfNumber(number, input),
    palette: [],
    // Far from each other's.
    dhash: ((BigInt(number) * 0x9e3779b97f4a7c15n) % 2n ** 64n).toString(16).padStart(16, '0'),
    flags: number % 5 === 0 ? ['low-information', 'grayscale'] : [],
  }
}
