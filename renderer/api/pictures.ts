/** Addresses of pictures. They never name a path; the key changes with the picture, so a thumbnail keeps for good. */

export function thumbAddress(id: number, pictureKey: string | null): string {
  return pictureKey === null ? `/thumb/${id}` : `/thumb/${id}?k=${pictureKey}`
}

export function pictureAddress(id: number, pictureKey: string | null): string {
  return pictureKey === null ? `/picture/${id}` : `/picture/${id}?k=${pictureKey}`
}
