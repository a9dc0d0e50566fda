/** The places outside that the window leads to, by name: no other address is ever opened. */
export const LINKS = {
  tmdb: 'https://www.themoviedb.org/',
  moviesDataset: 'https://www.kaggle.com/datasets/rounakbanik/the-movies-dataset',
} as const satisfies Record<string, `https://${string}`>

export type LinkName = keyof typeof LINKS

/** Whether what another process sent names one of the places. */
export function isLinkName(name: unknown): name is LinkName {
  return typeof name === 'string' && Object.hasOwn(LINKS, name)
}
