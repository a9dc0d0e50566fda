import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

export interface Thumbnail {
  mediaType: string
  width: number
  height: number
  bytes: Buffer
}

export function thumbnailOf(cache: Database.Database, contentHash: Buffer): Thumbnail | null {
  const row = sql(
    cache,
    'SELECT media_type AS mediaType, width, height, bytes FROM thumbnail WHERE content_hash = ?',
  ).get(contentHash)
  return (row as Thumbnail | undefined) ?? null
}

export function hasThumbnail(cache: Database.Database, contentHash: Buffer): boolean {
  return sql(cache, 'SELECT 1 FROM thumbnail WHERE content_hash = ?').get(contentHash) !== undefined
}

export function thumbnailCount(cache: Database.Database): number {
  return sql(cache, 'SELECT count(*) FROM thumbnail').pluck().get() as number
}

export function putThumbnail(cache: Database.Database, contentHash: Buffer, thumbnail: Thumbnail): void {
  sql(
    cache,
    'INSERT OR REPLACE INTO thumbnail (content_hash, media_type, width, height, bytes) VALUES (?, ?, ?, ?, ?)',
  ).run(contentHash, thumbnail.mediaType, thumbnail.width, thumbnail.height, thumbnail.bytes)
}

/** Embeddings are keyed by picture, trunk and preprocessing version: any change of these asks for new ones. */
export interface EmbeddingKey {
  contentHash: Buffer
  trunkSha256: string
  preprocessVersion: number
}

export function embeddingOf(cache: Database.Database, key: EmbeddingKey): Buffer | null {
  const vector = sql(
    cache,
    'SELECT vector FROM embedding WHERE content_hash = ? AND trunk = ? AND preprocess = ?',
  )
    .pluck()
    .get(key.contentHash, key.trunkSha256, key.preprocessVersion)
  return (vector as Buffer | undefined) ?? null
}

export function hasEmbedding(cache: Database.Database, key: EmbeddingKey): boolean {
  return (
    sql(cache, 'SELECT 1 FROM embedding WHERE content_hash = ? AND trunk = ? AND preprocess = ?').get(
      key.contentHash,
      key.trunkSha256,
      key.preprocessVersion,
    ) !== undefined
  )
}

export function putEmbedding(cache: Database.Database, key: EmbeddingKey, vector: Uint8Array): void {
  sql(
    cache,
    'INSERT OR REPLACE INTO embedding (content_hash, trunk, preprocess, vector) VALUES (?, ?, ?, ?)',
  ).run(key.contentHash, key.trunkSha256, key.preprocessVersion, vector)
}
