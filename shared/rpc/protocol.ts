/**
 * Raised whenever two versions could misunderstand each other. It stands apart from the schemas
 * so that the window's side of the wire does not carry them.
 */
export const PROTOCOL_VERSION = 1

/** The largest message an engine accepts. Answers may be larger: a wall of a million posters is 4 MB. */
export const MAX_REQUEST_BYTES = 1024 * 1024

/** The largest message a client accepts. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024
