/**
 * The part of AbortSignal that both sides use. Shared code knows neither the DOM's nor Node's types;
 * a real AbortSignal of either fits.
 */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
