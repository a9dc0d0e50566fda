import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'

/** The genres that people are asked about and heads are measured by, in label order. */
export const ASKED = [...GENRES.keys()].filter((label) => !OFF_BY_DEFAULT.includes(GENRES[label] ?? 'Drama'))
