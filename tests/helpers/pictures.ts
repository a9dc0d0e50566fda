import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drawPicture } from './media-tree-picture.ts'

/** Long ago: a file that was modified in the last seconds counts as still being written. */
const LONG_AGO = new Date('2020-02-02T02:02:02Z')

/** Writes a file with a time in the past, making its folders. */
export function writeOld(path: string, content: Uint8Array | string, time: Date = LONG_AGO): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  utimesSync(path, time, time)
}

const drawn = new Map<string, Promise<Buffer>>()

/** The bytes of one drawn poster; every serial number gives another one. Drawn once for all tests of a file. */
export function posterBytes(serial: number, extension = 'jpg'): Promise<Buffer> {
  const key = `${serial}.${extension}`
  const bytes = drawn.get(key) ?? drawPicture('poster', extension, 11, serial)
  drawn.set(key, bytes)
  return bytes
}

/**
 * Writes drawn posters `film-001.jpg` … into a folder.
 * @returns their file names
 */
export async function drawPosters(folder: string, count: number, firstSerial = 1): Promise<string[]> {
  const names: string[] = []
  for (let serial = firstSerial; serial < firstSerial + count; serial += 1) {
    const name = `Film ${String(serial).padStart(3, '0')} (${1980 + (serial % 40)}).jpg`
    writeOld(join(folder, name), await posterBytes(serial))
    names.push(name)
  }
  return names
}
