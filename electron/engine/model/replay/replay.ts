/** Films as a trunk sees them: no title, no id, no picture, in an order that tells nothing. */
export interface ReplayFilms {
  /** The genres of each film, bit n for label n. */
  genres: Uint32Array
  /** What the model's own head says of them, films × labels. */
  logits: Float32Array
  /** Stored embeddings, as `encodeEmbedding` makes them. */
  embeddings: Uint8Array[]
}

/**
 * What goes along with a trunk so that a head can be taught on it elsewhere without forgetting: films that the model
 * was not trained on, to judge by, and some that it was, whose answers are learned along.
 */
export interface Replay {
  /** Of the ONNX file that the embeddings are from. */
  trunkSha256: string
  labels: number
  dimensions: number
  judging: ReplayFilms
  learning: ReplayFilms
}

const MAGIC = 'OSREPLAY'
const VERSION = 1
/** Magic, five counts, the trunk's SHA-256. */
const COUNTS_AT = 8
const TRUNK_AT = COUNTS_AT + 5 * 4
const FILMS_AT = TRUNK_AT + 32
const SCALE_BYTES = 4

/**
 * `replay.bin`, little-endian: 8 bytes `OSREPLAY`; uint32 version (1), labels, dimensions, films to judge by, films to
 * learn from; 32 bytes SHA-256 of the trunk; then the films, those to judge by first: uint32 of genres, float32
 * logits, the stored embedding.
 */
export function encodeReplay(replay: Replay): Uint8Array {
  const { labels, dimensions, judging, learning } = replay
  const counts = [VERSION, labels, dimensions, judging.embeddings.length, learning.embeddings.length]
  const each = bytesPerFilm(replay)
  const bytes = new Uint8Array(FILMS_AT + each * (judging.embeddings.length + learning.embeddings.length))
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(MAGIC))
  counts.forEach((count, index) => view.setUint32(COUNTS_AT + 4 * index, count, true))
  bytes.set(Buffer.from(replay.trunkSha256, 'hex'), TRUNK_AT)
  let at = FILMS_AT
  for (const { genres, logits, embeddings } of [judging, learning]) {
    for (const [film, embedding] of embeddings.entries()) {
      view.setUint32(at, genres[film] ?? 0, true)
      for (let label = 0; label < labels; label++)
        view.setFloat32(at + 4 + 4 * label, logits[film * labels + label] ?? 0, true)
      bytes.set(embedding, at + 4 + 4 * labels)
      at += each
    }
  }
  return bytes
}

/** @throws RangeError when the bytes are no replay of this version, for this trunk and so many labels */
export function parseReplay(bytes: Uint8Array, expected: Omit<Replay, 'judging' | 'learning'>): Replay {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < FILMS_AT || new TextDecoder().decode(bytes.subarray(0, COUNTS_AT)) !== MAGIC)
    throw new RangeError(`these ${bytes.byteLength} bytes are no replay`)
  const [version, labels, dimensions, judges, learners] = [0, 1, 2, 3, 4].map((index) =>
    view.getUint32(COUNTS_AT + 4 * index, true),
  ) as [number, number, number, number, number]
  const trunkSha256 = Buffer.from(bytes.subarray(TRUNK_AT, FILMS_AT)).toString('hex')
  const each = bytesPerFilm({ labels, dimensions })
  if (
    version !== VERSION ||
    labels !== expected.labels ||
    dimensions !== expected.dimensions ||
    trunkSha256 !== expected.trunkSha256 ||
    bytes.byteLength !== FILMS_AT + each * (judges + learners)
  )
    throw new RangeError(`a replay of ${labels} labels and ${dimensions} values is not this model's`)
  const films = (from: number, count: number): ReplayFilms => {
    const place = (film: number) => FILMS_AT + each * (from + film)
    const logits = Float32Array.from({ length: count * labels }, (_, pair) =>
      view.getFloat32(place(Math.floor(pair / labels)) + 4 + 4 * (pair % labels), true),
    )
    if (!logits.every(Number.isFinite)) throw new RangeError('a replay holds a number that is none')
    return {
      genres: Uint32Array.from({ length: count }, (_, film) => view.getUint32(place(film), true)),
      logits,
      embeddings: Array.from({ length: count }, (_, film) =>
        bytes.subarray(place(film) + 4 + 4 * labels, place(film) + each),
      ),
    }
  }
  return { trunkSha256, labels, dimensions, judging: films(0, judges), learning: films(judges, learners) }
}

function bytesPerFilm({ labels, dimensions }: Pick<Replay, 'labels' | 'dimensions'>): number {
  return 4 + 4 * labels + SCALE_BYTES + dimensions
}
