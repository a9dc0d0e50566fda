import { parentPort, workerData } from 'node:worker_threads'
import type { TeachInput } from './input.ts'
import { teach } from './teach.ts'

/* The teaching thread: it learns beside the engine, which goes on answering. */
parentPort?.postMessage(teach(workerData as TeachInput))
