import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { scanOrder, walkFolder, type WalkedFolder } from './walk.ts'

const onPosix = it.skipIf(process.platform === 'win32')
const onLinux = it.skipIf(process.platform !== 'linux')

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'onesheet-walk-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function put(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), path)
  }
}

async function walk(
  path: Buffer | string = root,
  signal = new AbortController().signal,
): Promise<WalkedFolder[]> {
  const folders: WalkedFolder[] = []
  for await (const folder of walkFolder(path, { signal })) folders.push(folder)
  return folders
}

/** Every file found, by its path from the root. */
function filesOf(folders: WalkedFolder[]): string[] {
  return folders.flatMap((folder) =>
    folder.entries.map((entry) => [...folder.folderNames, entry.displayName].join('/')),
  )
}

function skipsOf(folders: WalkedFolder[]): string[] {
  return folders.flatMap((folder) =>
    folder.skipped.map(
      (skip) => `${[...folder.folderNames, skip.name.toString()].join('/')}: ${skip.reason}`,
    ),
  )
}

describe('a tree', () => {
  it('is walked folder by folder in the order of the names’ bytes', async () => {
    put('b/2.jpg', 'b/1.jpg', 'a/x.jpg', 'a/deep/y.png', 'Z.jpg', 'é.jpg', 'a.nfo')
    const folders = await walk()
    expect(folders.map((folder) => folder.relativePath.toString())).toEqual(['', 'a', 'a/deep', 'b'])
    expect(filesOf(folders)).toEqual([
      'Z.jpg',
      'a.nfo',
      'é.jpg',
      'a/x.jpg',
      'a/deep/y.png',
      'b/1.jpg',
      'b/2.jpg',
    ])
    expect(folders.map((folder) => folder.subfolderNames)).toEqual([['a', 'b'], ['deep'], [], []])
  })

  it('gives what a stat says', async () => {
    put('a.jpg')
    utimesSync(join(root, 'a.jpg'), 1_000, 2_000.25)
    const [folder] = await walk()
    const entry = folder?.entries[0]
    expect(entry).toMatchObject({ kind: 'file', displayName: 'a.jpg', size: 5 })
    expect(entry?.mtimeMs).toBeCloseTo(2_000_250, 0)
    expect(entry?.inode).toBeGreaterThan(0n)
  })

  it('takes pictures and NFO files and names the rest', async () => {
    put('a.jpg', 'b.NFO', 'c.mkv', 'd.heic', 'e.txt', '._a.jpg', 'noextension')
    const [folder] = await walk()
    expect(filesOf(folder === undefined ? [] : [folder])).toEqual(['a.jpg', 'b.NFO'])
    expect(folder?.videoNames).toEqual(['c.mkv'])
    expect(folder?.unsupportedNames).toEqual(['d.heic'])
    expect(folder?.uncheckedPictureNames).toEqual(['._a.jpg'])
  })

  it('counts what a server keeps for itself by name alone', async () => {
    put('F/@eaDir/a.jpg/THUMB.jpg', 'F/F.trickplay/320 - 10x10/0.jpg', 'F/.actors/Ann.jpg')
    const folders = await walk()
    expect(filesOf(folders)).toEqual(['F/.actors/Ann.jpg'])
    expect(folders.flatMap((folder) => folder.uncheckedPictureNames).sort()).toEqual(['0.jpg', 'THUMB.jpg'])
  })

  it('enters no folder of the system or of the hidden kind, unless asked', async () => {
    put('.hidden/a.jpg', '#recycle/a.jpg', '...And Justice/a.jpg')
    const folders = await walk()
    expect(filesOf(folders)).toEqual(['...And Justice/a.jpg'])
    expect(skipsOf(folders)).toEqual(['#recycle: system', '.hidden: hidden'])
    const asked: WalkedFolder[] = []
    const options = { signal: new AbortController().signal, includeHidden: true }
    for await (const folder of walkFolder(root, options)) asked.push(folder)
    expect(filesOf(asked)).toContain('.hidden/a.jpg')
  })

  it('may be named with a slash at its end, or be empty', async () => {
    expect(await walk(`${root}/`)).toHaveLength(1)
    put('a/b.jpg')
    expect((await walk(Buffer.from(`${root}/`)))[1]?.relativePath.toString()).toBe('a')
  })
})

describe('names', () => {
  onLinux('that are not UTF-8 keep their bytes', async () => {
    const raw = Buffer.from([0x66, 0xff, 0xe9, 0x2e, 0x6a, 0x70, 0x67])
    const rawFolder = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xfe])])
    mkdirSync(rawFolder)
    writeFileSync(Buffer.concat([rawFolder, Buffer.from('/'), raw]), 'x')
    const folders = await walk()
    expect(folders[1]?.relativePath).toEqual(Buffer.from([0xfe]))
    expect(folders[1]?.entries[0]?.name).toEqual(raw)
    expect(folders[1]?.entries[0]?.displayName).toBe('f\ufffd\ufffd.jpg')
  })

  onLinux('in both Unicode forms are two files', async () => {
    put('é.jpg'.normalize('NFC'), 'é.jpg'.normalize('NFD'))
    const names = filesOf(await walk())
    expect(names).toHaveLength(2)
    expect(new Set(names.map((name) => name.normalize('NFC'))).size).toBe(1)
  })

  onPosix('of every odd sort are walked', async () => {
    const names = [
      '#?%.jpg',
      'a\nb.jpg',
      'CON.jpg',
      'dot..jpg',
      `${'n'.repeat(251)}.jpg`,
      '🎬.jpg',
      'سلام.jpg',
      '\\.jpg',
    ]
    put(...names)
    expect(filesOf(await walk()).sort()).toEqual([...names].sort())
  })
})

describe('links', () => {
  onPosix('in a loop end, and a folder keeps its own path', async () => {
    put('real/a.jpg')
    symlinkSync(root, join(root, 'real/up'))
    symlinkSync(join(root, 'real'), join(root, 'also'))
    symlinkSync('self', join(root, 'self'))
    symlinkSync('nowhere.jpg', join(root, 'broken.jpg'))
    const folders = await walk()
    expect(filesOf(folders)).toEqual(['real/a.jpg'])
    expect(skipsOf(folders)).toEqual(
      expect.arrayContaining([
        'self: link-loop',
        'broken.jpg: broken-link',
        'also/also: link-loop',
        'real/up/up: link-loop',
      ]),
    )
  })

  onPosix('to folders and files elsewhere are followed once', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'onesheet-elsewhere-'))
    try {
      writeFileSync(join(elsewhere, 'b.jpg'), 'b')
      mkdirSync(join(root, 'a'))
      symlinkSync(elsewhere, join(root, 'a/link'))
      symlinkSync(elsewhere, join(root, 'z'))
      symlinkSync(join(elsewhere, 'b.jpg'), join(root, 'one.jpg'))
      expect(filesOf(await walk()).sort()).toEqual(['one.jpg', 'z/b.jpg'])
    } finally {
      rmSync(elsewhere, { recursive: true })
    }
  })

  onPosix('that are hard show the same inode under both names', async () => {
    put('a.jpg')
    linkSync(join(root, 'a.jpg'), join(root, 'b.jpg'))
    const entries = (await walk())[0]?.entries ?? []
    expect(entries).toHaveLength(2)
    expect(entries[0]?.inode).toBe(entries[1]?.inode)
  })
})

describe('trouble', () => {
  onLinux('with FIFOs: skipped and never opened, also behind a link', async () => {
    put('a.jpg')
    execFileSync('mkfifo', [join(root, 'pipe.jpg')])
    symlinkSync(join(root, 'pipe.jpg'), join(root, 'link.jpg'))
    symlinkSync('/dev/null', join(root, 'null.jpg'))
    const folders = await walk()
    expect(filesOf(folders)).toEqual(['a.jpg'])
    expect(skipsOf(folders)).toEqual([
      'link.jpg: special-file',
      'null.jpg: special-file',
      'pipe.jpg: special-file',
    ])
  })

  it('with the root is a problem of the root', async () => {
    const absent = await walk(join(root, 'absent'))
    expect(absent).toMatchObject([{ folderNames: [], problem: { code: 'ENOENT' }, entries: [] }])
    put('file.jpg')
    expect(await walk(join(root, 'file.jpg'))).toMatchObject([{ problem: { code: 'ENOTDIR' } }])
  })

  onPosix('with a folder’s rights is that folder’s problem, and the walk goes on', async () => {
    put('open/a.jpg', 'shut/b.jpg')
    const script = `
      const { walkFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'walk.ts'))})
      if (process.getuid() === 0) process.setuid(65534)
      for await (const folder of walkFolder(${JSON.stringify(root)}, { signal: new AbortController().signal })) {
        console.log(folder.folderNames.join('/'), folder.problem?.code ?? folder.entries.length)
      }`
    execFileSync('chmod', ['755', root, join(root, 'open')])
    execFileSync('chmod', ['000', join(root, 'shut')])
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    })
    execFileSync('chmod', ['755', join(root, 'shut')])
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(['0', 'open 1', 'shut EACCES'])
  })

  it('with files that vanish in mid-walk leaves them out', async () => {
    put('a/1.jpg', 'b/2.jpg')
    const seen: WalkedFolder[] = []
    for await (const folder of walkFolder(root, { signal: new AbortController().signal })) {
      if (folder.folderNames[0] === 'a') {
        rmSync(join(root, 'b'), { recursive: true })
      }
      seen.push(folder)
    }
    expect(filesOf(seen)).toEqual(['a/1.jpg'])
    expect(seen.at(-1)?.problem).toEqual({ code: 'ENOENT' })
  })

  it('stops when told to, before and within a walk', async () => {
    put('a/1.jpg', 'b/2.jpg')
    await expect(walk(root, AbortSignal.abort())).rejects.toThrow(/aborted/u)
    const controller = new AbortController()
    const seen: string[] = []
    const stopped = async (): Promise<void> => {
      for await (const folder of walkFolder(root, { signal: controller.signal })) {
        seen.push(folder.relativePath.toString())
        controller.abort()
      }
    }
    await expect(stopped()).rejects.toThrow(/aborted/u)
    expect(seen).toEqual([''])
  })

  it('leaves out what goes between listing and stat', async () => {
    for (let index = 0; index < 3_000; index += 1) put(`${index}.jpg`)
    const reading = walk()
    for (let index = 0; index < 3_000; index += 1) unlinkSync(join(root, `${index}.jpg`))
    const [folder] = await reading
    expect(folder?.problem).toBeNull()
    expect(folder?.skipped.every((skip) => skip.reason === 'gone')).toBe(true)
  })
})

describe('the pieces', () => {
  it('orders by bytes, not by letters', () => {
    const names = ['é', 'z', 'Z', 'a'].map((name) => ({ name: Buffer.from(name) }))
    expect(names.sort(scanOrder).map((item) => item.name.toString())).toEqual(['Z', 'a', 'z', 'é'])
  })
})
