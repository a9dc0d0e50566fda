const NUMBERS = new Intl.NumberFormat('en')

/** 1204 → "1,204". */
export function numberWords(value: number): string {
  return NUMBERS.format(value)
}

/** "1 poster", "1,204 posters". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)} ${count === 1 ? one : many}`
}

/** The last part of a path, as a person calls the folder. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}
