import type { Genre } from './genres.ts'

/** The one fixed key of each genre. */
export const GENRE_KEYS: Readonly<Record<Genre, string>> = {
  Action: 'A',
  Adventure: 'V',
  Animation: 'I',
  Comedy: 'C',
  Crime: 'R',
  Documentary: 'O',
  Drama: 'D',
  Family: 'F',
  Fantasy: 'T',
  Foreign: 'G',
  History: 'P',
  Horror: 'H',
  Music: 'M',
  Mystery: 'Q',
  Romance: 'L',
  'Science Fiction': 'S',
  'TV Movie': 'B',
  Thriller: 'E',
  War: 'W',
  Western: 'K',
}
