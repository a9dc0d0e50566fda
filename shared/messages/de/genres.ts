import type { Genre } from '../../domain/genres.ts'

export const genres: Record<Genre, string> = {
  Action: 'Action',
  Adventure: 'Abenteuer',
  Animation: 'Animation',
  Comedy: 'Komödie',
  Crime: 'Krimi',
  Documentary: 'Dokumentarfilm',
  Drama: 'Drama',
  Family: 'Familie',
  Fantasy: 'Fantasy',
  Foreign: 'Fremdsprachig',
  History: 'Historie',
  Horror: 'Horror',
  Music: 'Musik',
  Mystery: 'Mystery',
  Romance: 'Liebesfilm',
  'Science Fiction': 'Science-Fiction',
  'TV Movie': 'Fernsehfilm',
  Thriller: 'Thriller',
  War: 'Krieg',
  Western: 'Western',
}
