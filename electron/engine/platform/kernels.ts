/** The part of WebAssembly that Node has and its types leave out. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { exports: unknown }
}

/** Where a kernel finds and leaves its numbers; it begins as one page. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): void
}

export const PAGE_BYTES = 64 * 1024

/**
 * What a `*-kernel.wat` exports, with a memory of its own. Null where the processor or the runtime has no vectors: older
 * ones, and interpreters.
 * @param kernel the module, in base64
 */
export function openKernel<Exports>(kernel: string): Exports | null {
  try {
    const module = new WebAssembly.Module(Buffer.from(kernel, 'base64'))
    return new WebAssembly.Instance(module).exports as Exports
  } catch {
    return null
  }
}

/** Grows a memory until it has so many bytes; views of it from before are empty then. */
export function reserveBytes(memory: KernelMemory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
}
