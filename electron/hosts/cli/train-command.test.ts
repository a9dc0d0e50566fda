import { describe, expect, it } from 'vitest'
import { buildProgram } from './program.ts'
import type { Run } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const run: Run = { json: true, signal: new AbortController().signal, exitCode: 0 }
const ask = (...parameters: string[]) =>
  buildProgram(run).parseAsync(['train', '--dataset', '-', '--out', '-', ...parameters], { from: 'user' })

describe('train --arch title', () => {
  it.each([
    ['--epochs', '3'],
    ['--batch', '8'],
    ['--resume'],
    ['--augment', 'paper'],
    ['--backend', 'wasm'],
    // A picture model has seen most films of a share.
    ['--validation', '0.25'],
  ])('does not take %s %s', async (...parameters) => {
    await expect(ask('--arch', 'title', ...parameters)).rejects.toThrow(UsageError)
    await expect(ask('--arch', 'title', ...parameters)).rejects.toThrow(parameters[0])
  })

  it('asks for a list where the picture model has none in its folder', async () => {
    await expect(ask('--arch', 'title')).rejects.toThrow('--validation')
  })

  it('is one of the architectures', async () => {
    await expect(ask('--arch', 'words')).rejects.toThrow(/title/)
  })
})
