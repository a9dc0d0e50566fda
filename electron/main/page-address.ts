/** The window's own origin. Standard and secure, so that it has storage, modules and a content policy like any site. */
export const PAGE_SCHEME = 'onesheet'
export const PAGE_HOST = 'app'
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`
export const PICTURE_SCHEME = 'poster'

/** Whether an address is the window's own page; only its fragment, which is the place within it, may differ. */
export function isPageAddress(address: string): boolean {
  return address === PAGE_URL || address.startsWith(`${PAGE_URL}#`)
}
