import type { DecodedPicture, PictureProblem, RefusedPicture, ThumbnailBytes } from './decode.ts'
import type { InputSize } from './preprocess.ts'

/** What the picture worker is asked: one file. Paths travel in base64, because names need not be UTF-8. */
export interface WorkerRequest {
  key: number
  path: string
  wantTensor: boolean
  wantThumbnail: boolean
  input: InputSize
}

/** A picture that killed or stalled a worker before: it is refused by its bytes, under the same code. */
export interface Ban {
  /** SHA-256, hexadecimal. */
  sha256: string
  code: PictureProblem & ('picture/crashed' | 'picture/timeout')
}

/** Further bans; they come before the requests they hold for. */
export interface WorkerBans {
  bans: readonly Ban[]
}

/**
 * The worker's answer; thumbnail bytes, then tensor, are the frame's body. Before any, when it has come up, the worker
 * sends one frame whose header is null.
 */
export type WorkerAnswer = { key: number; modifiedMs: number | null } & (
  | (Omit<DecodedPicture, 'thumbnail' | 'tensor'> & {
      thumbnail: (Omit<ThumbnailBytes, 'bytes'> & { sizeBytes: number }) | null
      tensorBytes: number
    })
  | RefusedPicture
)
