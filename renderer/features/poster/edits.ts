/** A new title or year; null takes a person's away, so that the file's holds again. */
export interface Edit {
  title?: string | null
  year?: number | null
}

/** What a person says of a poster as a whole. */
export interface Mark {
  hidden?: boolean
  kind?: 'poster' | 'other' | null
}
