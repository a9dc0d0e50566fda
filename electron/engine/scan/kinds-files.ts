/** File names of a media folder sorted by what they are for: pictures, NFO, videos, refused kinds. */

const PICTURE_EXTENSIONS: ReadonlySet<string> = new Set([
  'jpg',
  'jpeg',
  'jpe',
  'png',
  'webp',
  'avif',
  'tif',
  'tiff',
  'gif',
])

/** Pictures or documents that Onesheet does not open: they are counted as `unsupported`, never decoded. */
const UNSUPPORTED_EXTENSIONS: ReadonlySet<string> = new Set(
  'svg svgz pdf heic heif bmp jxl jp2 jfif psd ai eps ico tbn tga raw cr2 cr3 nef arw dng xcf'.split(' '),
)

const VIDEO_EXTENSIONS: ReadonlySet<string> = new Set(
  'mkv mp4 m4v avi mov wmv mpg mpeg ts m2ts webm flv ogv ogm vob iso img divx rmvb strm 3gp mts'.split(' '),
)

export type FileClass = 'picture' | 'nfo' | 'video' | 'unsupported' | 'other'

/** What stands after the last dot, in lower case; empty where there is none or the name only begins with a dot. */
export function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.')
  return dot <= 0 ? '' : fileName.slice(dot + 1).toLowerCase()
}

/** Sorts a file by the extension of its name alone; its content is the decoder's business. */
export function classifyFile(fileName: string): FileClass {
  const extension = extensionOf(fileName)
  if (PICTURE_EXTENSIONS.has(extension)) return 'picture'
  if (extension === 'nfo') return 'nfo'
  if (VIDEO_EXTENSIONS.has(extension)) return 'video'
  return UNSUPPORTED_EXTENSIONS.has(extension) ? 'unsupported' : 'other'
}

/** The name without its extension, where that is one known here: `Mr. Nobody` keeps its dot. */
export function stemOf(fileName: string): string {
  return classifyFile(fileName) === 'other' ? fileName : fileName.slice(0, fileName.lastIndexOf('.'))
}

/** Stems are compared without case and in one Unicode form: a Mac's NFD picture belongs to an NFC video. */
export function foldStem(stem: string): string {
  // Most names are plain; normalising those of 50,000 files would cost more than all the rules.
  const composed = /^[\x20-\x7e]*$/u.test(stem) ? stem : stem.normalize('NFC')
  return composed.toLowerCase().trim()
}

/** Hidden by the dot convention. `...And Justice` is a title, so two dots in a row do not hide. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.') && !name.startsWith('..')
}

/** The files of one folder as {@link decideFolder} wants them. */
export interface FolderFiles {
  pictures: string[]
  unsupported: string[]
  /** Folded stems of the videos beside the pictures. */
  videoStems: Set<string>
  /** Folded stems of the NFO files beside the pictures. */
  nfoStems: Set<string>
  /** A `tvshow.nfo` lies here: this folder and all below are a series. */
  hasTvshowNfo: boolean
}

/** Splits the file names of one folder. */
export function sortFolderFiles(fileNames: Iterable<string>): FolderFiles {
  const files: FolderFiles = {
    pictures: [],
    unsupported: [],
    videoStems: new Set(),
    nfoStems: new Set(),
    hasTvshowNfo: false,
  }
  for (const fileName of fileNames) {
    const fileClass = classifyFile(fileName)
    if (fileClass === 'picture') files.pictures.push(fileName)
    else if (fileClass === 'unsupported') files.unsupported.push(fileName)
    else if (fileClass === 'video') files.videoStems.add(foldStem(stemOf(fileName)))
    else if (fileClass === 'nfo') files.nfoStems.add(foldStem(stemOf(fileName)))
  }
  files.hasTvshowNfo = files.nfoStems.has('tvshow')
  return files
}
