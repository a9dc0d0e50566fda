import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Engine } from '#engine/app/engine-types.ts'

const ON_THE_DRIVE = 12
const GONE = 3

async function scan(engine: Engine, folders: string[]): Promise<void> {
  const job = await engine.call('scan.start', { folders })
  await engine.call('jobs.wait', { id: job.id })
}

/**
 * Gives a scanned collection one of each trouble: a drive that is not connected, files that are gone or no pictures,
 * the same picture under two titles, and two sizes of one film's poster.
 */
export async function makeTroubled(engine: Engine, movies: string, drive: string): Promise<void> {
  const names = readdirSync(movies).filter((name) => name.endsWith('.jpg'))
  mkdirSync(drive)
  const ofDrive = names.slice(-ON_THE_DRIVE)
  for (const name of ofDrive) renameSync(join(movies, name), join(drive, name))
  const [first = '', second = '', third = ''] = names.slice(40)
  cpSync(join(movies, first), join(movies, 'A Stranger in Town (1951).jpg'))
  const film = join(movies, second.replace(/\.jpg$/, ''))
  mkdirSync(film)
  await sharp(join(movies, second)).resize(240, 360).jpeg({ quality: 70 }).toFile(join(film, 'poster.jpg'))
  writeFileSync(join(movies, 'notes.jpg'), '<!doctype html><title>Not a picture</title>')
  writeFileSync(join(movies, 'empty.jpg'), '')
  writeFileSync(join(movies, third), (await sharp(join(movies, third)).toBuffer()).subarray(0, 9_000))
  await scan(engine, [movies, drive])
  for (const name of names.slice(60, 60 + GONE)) rmSync(join(movies, name))
  renameSync(drive, `${drive} (elsewhere)`)
  await scan(engine, [])
}
