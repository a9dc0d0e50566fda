import { parentPort, workerData } from 'node:worker_threads'
import { toErrorBody } from '#shared/errors.ts'
import type { CopyAnswer, CopyTask } from './copy-aside.ts'
import { copyVerified } from './verified-copy.ts'

/* The copying thread: a large catalog is copied, checked and hashed beside the engine, which goes on answering. */
const { from, to } = workerData as CopyTask
parentPort?.postMessage(await answer())

async function answer(): Promise<CopyAnswer> {
  try {
    return { facts: await copyVerified(from, to) }
  } catch (error) {
    return { refusal: toErrorBody(error), words: String(error) }
  }
}
