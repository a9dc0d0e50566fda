/** As large a share of the posters as audits have of a page: both come to their end together. */
const AUDIT_SHARE = 0.2
const AUDIT_SEED = 0x5a17e0d3

/**
 * A poster's number in the draw of audit films, from 0 to below 1: the finaliser of MurmurHash3 (Appleby) over its id.
 * It knows nothing of the picture or of any model, and is the same whenever it is asked for.
 */
export function auditNumber(posterId: number): number {
  return hashed(posterId ^ AUDIT_SEED) / 2 ** 32
}

/**
 * Whether a poster is of the audit sample: each with the same chance, whatever a model says of it. No other kind of
 * question takes one of these, or the sample would be what the model left over.
 */
export function isAuditFilm(posterId: number): boolean {
  return auditNumber(posterId) < AUDIT_SHARE
}

/** A number for each poster that mixes the kinds within a page, from 0 to below 1. */
export function placeNumber(posterId: number): number {
  return hashed(posterId) / 2 ** 32
}

function hashed(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
