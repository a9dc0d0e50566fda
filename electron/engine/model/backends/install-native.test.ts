import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { installNative } from './install-native.ts'
import { buildNative, findTensorflow } from './native-build.ts'
import { nativeLayout } from './native-library.ts'
import { nativeSources } from './native-sources.ts'
import type { ProbeAnswer } from './probe-wire.ts'

const WORKS: ProbeAnswer = { description: 'TensorFlow 2.9.1 (CPU)', apart: 0, msPerImage: null, reason: null }
const FAILS: ProbeAnswer = {
  description: null,
  apart: null,
  msPerImage: null,
  reason: 'libcudart.so.11: cannot open',
}

let server: Server
let address = ''
/** What the server has, by path; a number is the status it answers with. */
const served = new Map<string, Buffer | number>()
let home = ''
let folder = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    const found = served.get(request.url ?? '') ?? 404
    if (typeof found === 'number') return response.writeHead(found).end()
    // A path that ends in "cut" promises more than it gives.
    const isCut = request.url?.endsWith('cut.tar.gz') === true
    response.writeHead(200, { 'content-length': found.length })
    if (!isCut) return response.end(found)
    response.write(found.subarray(0, found.length - 10))
    return setImmediate(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => server.close())

beforeEach(() => {
  served.clear()
  home = temporaryFolder()
  folder = join(home, 'native')
  served.set('/addon.tar.gz', archive({ 'napi-v8/tfjs_binding.node': 'the addon' }, 'napi-v8'))
  served.set('/library.tar.gz', archive({ 'lib/libtensorflow.so.2': 'the library', 'include/a.h': '' }, '.'))
})

/** A gzipped tar of files. */
function archive(files: Record<string, string>, what: string): Buffer {
  const place = temporaryFolder()
  for (const [name, text] of Object.entries(files)) write(join(place, name), text)
  const file = join(temporaryFolder(), 'a.tar.gz')
  execFileSync('tar', ['-czf', file, '-C', place, what])
  return readFileSync(file)
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function install(options: Partial<Parameters<typeof installNative>[0]> & { answer?: ProbeAnswer } = {}) {
  const { answer = WORKS, ...rest } = options
  return installNative({
    signal: new AbortController().signal,
    folder,
    sources: { addon: `${address}/addon.tar.gz`, library: `${address}/library.tar.gz` },
    probe: async () => answer,
    ...rest,
  })
}

describe('installing TensorFlow', () => {
  it('fetches addon and library, tries them and puts them in their place', async () => {
    const phases: string[] = []
    const tried: unknown[] = []
    const description = await install({
      report: (phase) => phases.push(phase),
      probe: async (_, options) => {
        tried.push(options?.environment)
        return WORKS
      },
    })
    expect(description).toBe('TensorFlow 2.9.1 (CPU)')
    const { addon, libraries } = nativeLayout(folder)
    expect(readFileSync(addon, 'utf8')).toBe('the addon')
    expect(readdirSync(libraries)).toEqual(['libtensorflow.so.2'])
    expect([...new Set(phases)]).toEqual(['addon', 'unpacking', 'library', 'trying'])
    // It was tried before it was there.
    expect(tried).not.toContainEqual({ ONESHEET_NATIVE: folder })
    expect(readdirSync(home)).toEqual(['native'])
  })

  it.each([
    ['the server does not have it', () => served.set('/library.tar.gz', 404), '404'],
    ['the archive is broken', () => served.set('/library.tar.gz', Buffer.from('no archive')), ''],
    [
      'the archive holds something else',
      () => served.set('/addon.tar.gz', archive({ a: '' }, 'a')),
      'no addon',
    ],
  ])('leaves what is there when %s', async (_, spoil, says) => {
    write(join(folder, 'kept'), 'before')
    spoil()
    await expect(install()).rejects.toMatchObject({
      code: 'backend/download',
      message: expect.stringContaining(says) as string,
    })
    expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('before')
    expect(readdirSync(home)).toEqual(['native'])
  })

  it('says which address could not be fetched, and why', async () => {
    served.set('/cut.tar.gz', Buffer.alloc(100_000))
    for (const addon of [`${address}/cut.tar.gz`, 'http://127.0.0.1:9/addon.tar.gz']) {
      const sources = { addon, library: `${address}/library.tar.gz` }
      await expect(install({ sources })).rejects.toThrow(addon)
    }
    expect(readdirSync(home)).toEqual([])
  })

  it('installs nothing that does not work on this computer', async () => {
    await expect(install({ answer: FAILS })).rejects.toMatchObject({
      code: 'backend/broken',
      message: expect.stringContaining('libcudart') as string,
    })
    expect(readdirSync(home)).toEqual([])
  })

  it('takes the place of an older one, and clears away what a killed one left', async () => {
    write(join(folder, 'old'), '')
    write(join(home, 'native.part-1', 'half'), '')
    await install()
    expect(existsSync(join(folder, 'old'))).toBe(false)
    expect(readdirSync(home)).toEqual(['native'])
  })

  it('stops when told to', async () => {
    const stop = new AbortController()
    const stopped = install({ signal: stop.signal, report: () => stop.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(readdirSync(home)).toEqual([])
  })
})

describe('a TensorFlow that is on the machine', () => {
  const HEADER = 'include/tensorflow/c/c_api.h'
  const WHEEL = 'lib/python3.12/site-packages/tensorflow'

  /** A virtual environment as pip leaves it. */
  function environment(): string {
    const place = temporaryFolder()
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', HEADER]) {
      write(join(place, WHEEL, name), name)
    }
    return place
  }

  it('is found in a virtual environment, in its wheel and as it is published for C', () => {
    const place = environment()
    const wheel = join(place, WHEEL)
    const found = { libraries: wheel, headers: join(wheel, 'include') }
    expect(findTensorflow(place)).toEqual(found)
    expect(findTensorflow(wheel)).toEqual(found)
    const plain = temporaryFolder()
    write(join(plain, 'lib/libtensorflow.so.2.15.0'), '')
    write(join(plain, HEADER), '')
    expect(findTensorflow(plain)?.libraries).toBe(join(plain, 'lib'))
    expect(findTensorflow(temporaryFolder())).toBeNull()
  })

  it('is linked to under the names that the addon wants, and the addon built beside it', async () => {
    // A node-gyp that writes down what it was asked for.
    const nodeGyp = join(temporaryFolder(), 'node-gyp.js')
    write(
      nodeGyp,
      `const { mkdirSync, writeFileSync, readdirSync } = require('node:fs')
       const folder = process.argv.find((each) => each.startsWith('--module_path=')).slice(14)
       mkdirSync(folder, { recursive: true })
       writeFileSync(folder + '/tfjs_binding.node', readdirSync('binding').join())`,
    )
    const place = environment()
    await install({
      library: place,
      build: (found, stage, { signal }) => buildNative(found, stage, { signal, nodeGyp }),
    })
    const { addon, libraries } = nativeLayout(folder)
    expect(readFileSync(addon, 'utf8')).toContain('tfjs_backend.cc')
    expect(readFileSync(join(libraries, 'libtensorflow.so'), 'utf8')).toBe('libtensorflow_cc.so.2')
    expect(readFileSync(join(libraries, 'libtensorflow_framework.so'), 'utf8')).toContain('framework')
    expect(readlinkSync(join(libraries, 'libtensorflow.so'))).toBe('libtensorflow_cc.so.2')
    expect(readdirSync(folder).toSorted()).toEqual(['deps', 'lib'])
  })

  it('is refused with what the compiler says', async () => {
    const nodeGyp = join(temporaryFolder(), 'node-gyp.js')
    write(nodeGyp, `console.error('a.cc:1:1: error: no such type'); process.exit(1)`)
    const failed = install({
      library: environment(),
      build: (found, stage, { signal }) => buildNative(found, stage, { signal, nodeGyp }),
    })
    await expect(failed).rejects.toMatchObject({
      code: 'backend/build',
      message: expect.stringContaining('no such type') as string,
    })
    expect(readdirSync(home)).toEqual([])
  })

  it('is refused where there is none', async () => {
    const empty = temporaryFolder()
    await expect(install({ library: empty })).rejects.toMatchObject({ code: 'backend/no-library' })
  })
})

describe('what is fetched', () => {
  const machine = { platform: 'linux', arch: 'x64', hasCard: false }

  it('is what the package’s own installer fetches', () => {
    expect(nativeSources(machine, {})).toEqual({
      addon:
        'https://storage.googleapis.com/tf-builds/pre-built-binary/napi-v8/4.22.0/CPU-linux-4.22.0.tar.gz',
      library:
        'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    })
    expect(nativeSources({ ...machine, platform: 'win32', hasCard: true }, {}).library).toContain(
      'gpu-windows-x86_64-2.9.1.zip',
    )
    // There is no CUDA on a Mac.
    expect(nativeSources({ ...machine, platform: 'darwin', hasCard: true }, {}).library).toContain(
      'cpu-darwin',
    )
  })

  it('comes from another server where one is named', () => {
    const { addon } = nativeSources(machine, { TFJS_NODE_CDN_STORAGE: 'https://mirror.example/files' })
    expect(addon).toMatch(/^https:\/\/mirror\.example\/files\/tf-builds\//)
  })

  it('is nothing for machines that nobody built it for', () => {
    expect(() => nativeSources({ ...machine, arch: 'arm64' }, {})).toThrow('linux-arm64')
  })
})
