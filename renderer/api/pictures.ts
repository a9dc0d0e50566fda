import { isDesktop } from './shell.ts'

/** Addresses of pictures. They never name a path; the key changes with the picture, so a thumbnail keeps for good. */
const origin = isDesktop ? 'poster://' : '/'

export function thumbAddress(id: number, pictureKey: string | null): string {
  return `${origin}thumb/${id}${keyed(pictureKey)}`
}

export function pictureAddress(id: number, pictureKey: string | null): string {
  return `${origin}picture/${id}${keyed(pictureKey)}`
}

function keyed(pictureKey: string | null): string {
  return pictureKey === null ? '' : `?k=${pictureKey}`
}
