/**
 * Assembles every `*-kernel.wat` of the engine into a `.ts` beside it.
 *
 *     node scripts/make-kernels.ts            write the files
 *     node scripts/make-kernels.ts --check    fail where one is not what its text gives
 *
 * The WebAssembly binary format is small, and the kernels use little of it: one memory, exported functions without
 * results, unfolded instructions. So this stands in for a toolchain of several megabytes.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'

const engine = join(import.meta.dirname, '../electron/engine')
const KERNELS = globSync('**/*-kernel.wat', { cwd: engine })
const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const SECTION = { type: 1, function: 3, memory: 5, export: 7, code: 10 } as const
const VALUE_TYPES: Record<string, number> = { i32: 0x7f, v128: 0x7b }
const FUNCTION_TYPE = 0x60
const NO_RESULT = 0x40
const END = 0x0b
const SIMD_PREFIX = 0xfd

type Operands = 'none' | 'local' | 'constant' | 'loop' | 'label' | 'memory' | 'lanes' | 'memory and lane'

interface Instruction {
  code: number[]
  operands: Operands
  /** Of a memory access: its natural alignment as a power of two. */
  alignment?: number
}

const plain = (code: number, operands: Operands = 'none'): Instruction => ({ code: [code], operands })
const simd = (code: number, operands: Operands = 'none', alignment = 0): Instruction => ({
  code: [SIMD_PREFIX, ...unsigned(code)],
  operands,
  alignment,
})

const INSTRUCTIONS: Record<string, Instruction> = {
  loop: plain(0x03, 'loop'),
  end: plain(END),
  br_if: plain(0x0d, 'label'),
  'local.get': plain(0x20, 'local'),
  'local.set': plain(0x21, 'local'),
  'local.tee': plain(0x22, 'local'),
  'i32.load': { ...plain(0x28, 'memory'), alignment: 2 },
  'i32.const': plain(0x41, 'constant'),
  'i32.lt_u': plain(0x49),
  'i32.add': plain(0x6a),
  'i32.sub': plain(0x6b),
  'i32.mul': plain(0x6c),
  'i32.shl': plain(0x74),
  'v128.load': simd(0x00, 'memory', 4),
  'v128.load32_splat': simd(0x09, 'memory', 2),
  'v128.load64_splat': simd(0x0a, 'memory', 3),
  'v128.store': simd(0x0b, 'memory', 4),
  'v128.store32_lane': simd(0x5a, 'memory and lane', 2),
  'i8x16.shuffle': simd(0x0d, 'lanes'),
  'i8x16.narrow_i16x8_u': simd(0x66),
  'i16x8.narrow_i32x4_s': simd(0x85),
  'i16x8.extend_low_i8x16_s': simd(0x87),
  'i16x8.extend_high_i8x16_s': simd(0x88),
  'i16x8.extend_low_i8x16_u': simd(0x89),
  'i16x8.extend_high_i8x16_u': simd(0x8a),
  'i32x4.splat': simd(0x11),
  'i32x4.shr_s': simd(0xac),
  'i32x4.add': simd(0xae),
  'i32x4.dot_i16x8_s': simd(0xba),
  'f64x2.add': simd(0xf0),
  'f64x2.mul': simd(0xf2),
}

/** LEB128 without sign. */
function unsigned(value: number): number[] {
  const bytes: number[] = []
  let left = value
  do {
    bytes.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left >>>= 7
  } while (left > 0)
  return bytes
}

/** LEB128 with sign. */
function signed(value: number): number[] {
  const bytes: number[] = []
  let left = value
  for (;;) {
    const low = left & 0x7f
    left >>= 7
    if ((left === 0 && low < 0x40) || (left === -1 && low >= 0x40)) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

const counted = (items: readonly number[][]): number[] => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes]
const section = (id: number, items: readonly number[][]): number[] => [id, ...sized(counted(items))]
const named = (name: string): number[] => sized([...Buffer.from(name)])

type Expression = string | Expression[]

/** Text to nested lists of words. */
function parse(text: string): Expression[] {
  const stack: Expression[][] = [[]]
  for (const [word] of text.replaceAll(/;;.*/g, '').matchAll(/[()]|[^\s()]+/g)) {
    if (word === '(') stack.push([])
    else if (word === ')') {
      const closed = stack.pop() ?? []
      stack.at(-1)?.push(closed)
    } else stack.at(-1)?.push(word)
  }
  const [top] = stack
  if (top === undefined || stack.length !== 1) throw new Error('Parentheses do not match')
  return top
}

const isList = (item: Expression): item is Expression[] => Array.isArray(item)
const headed = (items: readonly Expression[], head: string): Expression[][] =>
  items.filter(isList).filter((item) => item[0] === head)

/** `(export "name")` without its quotes. */
function exportedName(items: readonly Expression[]): string {
  return String(headed(items, 'export')[0]?.[1]).slice(1, -1)
}

function valueType(name: Expression | undefined): number {
  const code = VALUE_TYPES[String(name)]
  if (code === undefined) throw new Error(`Unknown type ${String(name)}`)
  return code
}

/** One function's code: its locals, then its instructions. */
function assembleFunction(items: readonly Expression[]): number[] {
  const locals = headed(items, 'local')
  const names = [...headed(items, 'param'), ...locals].map((item) => String(item[1]))
  const words = items.slice(1).filter((item) => typeof item === 'string')
  const labels: string[] = []
  const code: number[] = []
  let at = 0
  const next = (): string => words[at++] ?? ''
  while (at < words.length) {
    const word = next()
    const instruction = INSTRUCTIONS[word]
    if (instruction === undefined) throw new Error(`Unknown instruction ${word}`)
    code.push(...instruction.code)
    if (word === 'end') labels.pop()
    if (instruction.operands === 'loop') {
      labels.push(next())
      code.push(NO_RESULT)
    } else if (instruction.operands === 'label') code.push(...depth(labels, next()))
    else if (instruction.operands === 'local') code.push(...place(names, next()))
    else if (instruction.operands === 'constant') code.push(...signed(Number(next())))
    else if (instruction.operands === 'lanes') for (let lane = 0; lane < 16; lane++) code.push(Number(next()))
    else if (instruction.operands !== 'none') {
      const offset = /^offset=(\d+)$/.exec(words[at] ?? '')
      if (offset !== null) at++
      code.push(...unsigned(instruction.alignment ?? 0), ...unsigned(Number(offset?.[1] ?? 0)))
      if (instruction.operands === 'memory and lane') code.push(Number(next()))
    }
  }
  return sized([...counted(grouped(locals.map((item) => valueType(item[2])))), ...code, END])
}

/** Locals are declared in runs of one type. */
function grouped(types: readonly number[]): number[][] {
  const runs: { type: number; length: number }[] = []
  for (const type of types) {
    const last = runs.at(-1)
    if (last?.type === type) last.length++
    else runs.push({ type, length: 1 })
  }
  return runs.map(({ type, length }) => [...unsigned(length), type])
}

function place(names: readonly string[], name: string): number[] {
  const index = names.indexOf(name)
  if (index < 0) throw new Error(`Unknown local ${name}`)
  return unsigned(index)
}

/** How many blocks out a label lies. */
function depth(labels: readonly string[], label: string): number[] {
  const index = labels.lastIndexOf(label)
  if (index < 0) throw new Error(`Unknown label ${label}`)
  return unsigned(labels.length - 1 - index)
}

function assemble(text: string): Uint8Array {
  const [module] = headed(parse(text), 'module')
  if (module === undefined) throw new Error('No module')
  const functions = headed(module, 'func')
  const [memory] = headed(module, 'memory')
  if (memory === undefined) throw new Error('No memory')
  const types = functions.map((items) => [
    FUNCTION_TYPE,
    ...counted(headed(items, 'param').map((item) => [valueType(item[2])])),
    0,
  ])
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(SECTION.type, types),
    ...section(
      SECTION.function,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(SECTION.memory, [[0, ...unsigned(Number(memory.at(-1)))]]),
    ...section(SECTION.export, [
      [...named(exportedName(memory)), 2, 0],
      ...functions.map((items, index) => [...named(exportedName(items)), 0, ...unsigned(index)]),
    ]),
    ...section(SECTION.code, functions.map(assembleFunction)),
  ])
}

/** Base64 in lines that fit a page. */
function sourceOf(name: string, kernel: Uint8Array): string {
  const lines =
    Buffer.from(kernel)
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  return [
    `/** ${name}.wat as a WebAssembly module, in base64. Written by scripts/make-kernels.ts. */`,
    `export const ${name.toUpperCase().replaceAll('-', '_')} = [`,
    ...lines.map((line) => `  '${line}',`),
    "].join('')",
    '',
  ].join('\n')
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
for (const kernel of KERNELS) {
  const path = join(engine, kernel)
  const compiled = path.replace(/\.wat$/u, '.ts')
  const name = basename(path, '.wat')
  const source = sourceOf(name, assemble(readFileSync(path, 'utf8')))
  if (!values.check) writeFileSync(compiled, source)
  else if (readFileSync(compiled, 'utf8') !== source) {
    console.error(`${name}.ts is not what ${name}.wat gives: run scripts/make-kernels.ts.`)
    process.exitCode = 1
  }
}
