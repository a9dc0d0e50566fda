import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { foldGenreName } from '../genre-names.ts'

/**
 * What each of the twenty is called where NFO files of that language come from: TMDB's own names, in label order. TMDB has no
 * Foreign any more; its name is from the table of names.
 */
const NAMES = {
  en: 'Action|Adventure|Animation|Comedy|Crime|Documentary|Drama|Family|Fantasy|Foreign|History|Horror|Music|Mystery|Romance|Science Fiction|TV Movie|Thriller|War|Western',
  de: 'Action|Abenteuer|Animation|Komödie|Krimi|Dokumentarfilm|Drama|Familie|Fantasy|Ausländischer Film|Historie|Horror|Musik|Mystery|Liebesfilm|Science Fiction|TV-Film|Thriller|Kriegsfilm|Western',
  fr: 'Action|Aventure|Animation|Comédie|Crime|Documentaire|Drame|Familial|Fantastique|Film étranger|Histoire|Horreur|Musique|Mystère|Romance|Science-Fiction|Téléfilm|Thriller|Guerre|Western',
  es: 'Acción|Aventura|Animación|Comedia|Crimen|Documental|Drama|Familia|Fantasía|Extranjero|Historia|Terror|Música|Misterio|Romance|Ciencia ficción|Película de TV|Suspense|Bélica|Western',
  it: 'Azione|Avventura|Animazione|Commedia|Crime|Documentario|Dramma|Famiglia|Fantasy|Straniero|Storia|Horror|Musica|Mistero|Romance|Fantascienza|televisione film|Thriller|Guerra|Western',
  nl: 'Actie|Avontuur|Animatie|Komedie|Misdaad|Documentaire|Drama|Familie|Fantasie|Buitenlands|Geschiedenis|Horror|Muziek|Mysterie|Romantiek|Sciencefiction|TV Film|Thriller|Oorlog|Western',
  pl: 'Akcja|Przygodowy|Animacja|Komedia|Kryminał|Dokumentalny|Dramat|Familijny|Fantasy|Zagraniczny|Historyczny|Horror|Muzyczny|Tajemnica|Romans|Sci-Fi|film TV|Thriller|Wojenny|Western',
  pt: 'Ação|Aventura|Animação|Comédia|Crime|Documentário|Drama|Família|Fantasia|Estrangeiro|História|Terror|Música|Mistério|Romance|Ficção científica|Cinema TV|Thriller|Guerra|Faroeste',
  sv: 'Action|Äventyr|Animerat|Komedi|Brott|Dokumentär|Drama|Familj|Fantasy|Utländsk|Historia|Skräck|Musik|Mysterium|Romantik|Sci-Fi|TV-film|Thriller|Krig|Western',
} as const satisfies Record<string, string>

export type NfoLanguage = keyof typeof NAMES

export const NFO_LANGUAGES = Object.keys(NAMES) as NfoLanguage[]

/** What a genre is called in a language. */
export function nameIn(language: NfoLanguage, genre: Genre): string {
  return NAMES[language].split('|')[GENRES.indexOf(genre)] ?? genre
}

/** IMDb's, and so of much that is otherwise English. */
const ALSO_ENGLISH = ['Sci-Fi']

/** Folded name → the languages that use it. */
const USERS = new Map<string, Set<NfoLanguage>>()
for (const language of NFO_LANGUAGES) {
  for (const name of [...NAMES[language].split('|'), ...(language === 'en' ? ALSO_ENGLISH : [])]) {
    const folded = foldGenreName(name)
    USERS.set(folded, (USERS.get(folded) ?? new Set()).add(language))
  }
}

/** Whether a name is what a language calls a genre, and not a kind of it (`Slapstick`) or another word for it. */
export function isUsualName(name: string): boolean {
  return USERS.has(foldGenreName(name))
}

/**
 * The language that genres are named in. A name that few languages use says more than one that many share; where
 * nothing tells them apart it is English.
 */
export function languageOf(names: readonly string[]): NfoLanguage {
  const weights = new Map<NfoLanguage, number>()
  for (const name of names) {
    const users = USERS.get(foldGenreName(name)) ?? new Set<NfoLanguage>()
    for (const language of users) weights.set(language, (weights.get(language) ?? 0) + 1 / users.size)
  }
  let best: NfoLanguage = 'en'
  for (const [language, weight] of weights) if (weight > (weights.get(best) ?? 0) + 1e-9) best = language
  return best
}
