/**
 * Every refusal a person can meet: a stable code and the sentence that says what to do.
 * The table is exhaustive: an AppError can only carry a code listed here.
 */
export const ERROR_SENTENCES = {
  'app/node-too-old': 'Onesheet needs Node 22.14 or newer. Run npm ci in its folder; it brings its own Node.',
  'app/usage': 'The command was not understood. Run it with --help to see what it takes.',
  'app/invalid': 'The request was not understood and nothing was changed.',
  'app/unknown-method':
    'This version of Onesheet does not know that request. Restart it to bring both sides to one version.',
  'app/protocol': 'The window and the engine are of different versions. Restart Onesheet.',
  'app/too-large':
    'The message was larger than Onesheet accepts, and it was dropped. Send fewer items at once.',
  'app/busy': 'Too many requests came at once, and this one was dropped. Try again in a moment.',
  'app/cancelled': 'Stopped. What was done until then is kept.',
  'app/disconnected':
    'The connection to the engine was lost. It reconnects by itself; nothing that was saved is lost.',
  'app/engine-changed':
    'Files of Onesheet itself are not as they were installed, so its engine was not started. Install Onesheet again; your catalog is not touched.',
  'catalog/busy': 'Another Onesheet is using this catalog. Close it, or give --catalog another file.',
  'catalog/newer':
    'This catalog was written by a newer Onesheet. Update Onesheet to open it; the file was not touched.',
  'catalog/not-a-catalog': 'That file is not a Onesheet catalog. Choose another with --catalog.',
  'catalog/damaged':
    'The catalog file is damaged. It is open for reading only and kept as it is. Restore the last good backup with onesheet restore FILE.',
  'catalog/wal-alone':
    'The catalog is gone, and changes that were not yet written into it (the -wal file) are still there. Put the catalog back beside them, or move the -wal file away and restore a backup.',
  'catalog/wal-missing':
    'Onesheet was not closed properly, and the -wal file with the last changes is not beside the catalog. If you copied or moved the catalog, bring that file as well; else look through your last verdicts.',
  'catalog/wal-left-behind':
    'A -wal file of another time lay beside the catalog. It was not read into it, and is kept under another name.',
  'catalog/network-folder':
    'A catalog on a network folder can be spoiled by it. Choose a folder on this computer with --catalog or ONESHEET_DATA, or set ONESHEET_ANY_FOLDER=1 if you know better.',
  'catalog/sync-folder':
    'A catalog in a folder that a program keeps in step can be spoiled by it. Choose another with --catalog or ONESHEET_DATA, or set ONESHEET_ANY_FOLDER=1 if you know better.',
  'catalog/read-only':
    'The data folder cannot be written. Check its permissions or set ONESHEET_DATA to another folder.',
  'catalog/disk-full': 'The disk is full, so nothing was saved. Free some space and try again.',
  'cache/damaged':
    'The store of thumbnails is damaged. Nothing is lost: close Onesheet and start it again, and a scan makes them anew.',
  'catalog/missing': 'There is no catalog at that place yet. Scan a folder first.',
  'folder/not-found': 'That folder does not exist or is not connected. Check the path.',
  'folder/not-a-folder': 'That path is a file, not a folder. Give the folder that holds it.',
  'folder/unreadable': 'That folder cannot be read. Check its permissions.',
  'folder/unknown': 'That folder is not in the catalog. `onesheet folders` lists the ones that are.',
  'file/not-found': 'There is no file at that path. Check it.',
  'file/not-writable': 'That file cannot be written. Check that its folder is there and lets you write.',
  'labels/stale': 'This poster was changed meanwhile. Look again and repeat your choice.',
  'labels/busy':
    'Verdicts on many posters are being given. Wait until that is done, or stop it; then undo takes all of them back.',
  'labels/bad-file':
    'That file is not a label export of Onesheet. It needs the columns genre and verdict, and sha256, an id or a path.',
  'nfo/nothing-to-accept': 'No NFO names a genre that was not judged yet.',
  'nfo/too-large': 'The NFO file is larger than 1 MiB and was left as it is.',
  'nfo/damaged': 'The NFO file is not whole, so it was left as it is. Repair it, then scan its folder again.',
  'nfo/no-place':
    'That NFO file has no genres that could be changed without touching anything else. It was left as it is.',
  'nfo/changed':
    'The NFO file is not the one that was last scanned, so it was left as it is. Scan its folder again.',
  'nfo/link': 'The NFO file is a link or lies in several places at once, so it was left as it is.',
  'nfo/read-only': 'The NFO file or its folder cannot be written. Check its permissions.',
  'nfo/no-copy': 'No copy of the NFO file could be kept, so it was left as it is. Check the data folder.',
  'own/unknown':
    'That genre of your own is not in use. Add it under its name, and what you said of it is there again.',
  'own/taken': 'There is a genre of that name already. Choose another name.',
  'own/full':
    'Nine genres of your own are the most, one for each key. Remove one first; what you said of it is kept.',
  'poster/not-found': 'That poster is not in the catalog. `onesheet list` shows those that are.',
  'model/unknown': 'There is no such model. `onesheet models` lists those there are.',
  'model/damaged':
    'The model’s files do not match their checksums, so it is not used. Reinstall Onesheet to repair it.',
  'model/fallback':
    'The model in use cannot be used any more: its files or its labels are not what they were. Another that came with Onesheet predicts instead; reinstall Onesheet to repair it.',
  'model/no-backend':
    'This computer cannot load what runs the model, so nothing is predicted; everything else works. Update its system, or use another computer to predict.',
  'model/slow-path':
    'What usually runs the model does not load on this computer, so a slower way predicts. A newer system makes it fast again.',
  'model/safe-mode':
    'The engine died three times in a minute, so it runs without its model: everything works but predicting. Restart Onesheet to try again.',
  'model/labels': 'The model’s twenty labels are not the ones Onesheet knows, so it was refused.',
  'model/not-finite':
    'The network holds numbers that are not finite, so it was not saved. Train it again with a lower learning rate.',
  'model/layers': 'That folder holds no whole network that Onesheet saved. Choose another, or save it again.',
  'model/other-trunk':
    'This model was taught on a network that is no longer part of Onesheet. Teach again: all verdicts are there, and it takes seconds.',
  'teach/not-offered':
    'That model is not offered any more: another teaching or another model came after it. Teach again; it takes seconds.',
  'teach/nothing-before': 'There is no earlier model to go back to.',
  'backend/dropped':
    'What computed predictions faster does not work any more. The CPU went on with the same posters and will until Onesheet is started again; nothing was lost.',
  'backend/download':
    'TensorFlow could not be fetched, and nothing was changed. Check the connection, or build against a TensorFlow of this computer with --library FOLDER.',
  'backend/no-library':
    'There is no TensorFlow to install from. Give the folder of one with --library; training works without it, more slowly.',
  'backend/build':
    'The part between Node and TensorFlow could not be built, and nothing was changed. It takes npm, Python, make and a C++ compiler.',
  'backend/broken':
    'What was prepared does not work on this computer, so nothing was installed. Training works without it, more slowly.',
  'backend/unavailable':
    'That backend cannot be used on this computer. `onesheet backends` lists those that can; --backend auto takes the fastest.',
  'dataset/not-a-dataset': 'A dataset is a folder with metadata.csv and posters/. Check the path.',
  'dataset/bad-row': 'metadata.csv lacks one of the columns file, title, year, genres.',
  'dataset/empty': 'No film of that list is in the dataset, so there is nothing to measure.',
  'dataset/bad-table':
    'The metadata cannot be read as a table. Check that it is a CSV file with a header line.',
  'dataset/bad-filter':
    'That is not a filter. Known are paper, no-date, no-genre, grayscale, low-information, before=YEAR, after=YEAR, low-resolution=WxH, without-genre=NAME, without-language=CODE and without-decade=YEAR.',
  'dataset/bad-split':
    'The validation films are a share between 0 and 1 or a file that lists their names, and both sides need films.',
  'dataset/bad-columns':
    'The table lacks one of the columns of The Movies Dataset: id, imdb_id, genres, title, release_date, poster_path.',
  'dataset/one-class':
    'All the films have the very same genres, so there is nothing to tell apart. Give films of several genres.',
  'dataset/too-few':
    'There are too few films to learn from. Give more films, fewer filters or a smaller batch.',
  'train/architecture': 'There is no such architecture. `onesheet train --help` names the seven.',
  'train/augment': 'That augmentation is not known. `onesheet train --help` names them and what each takes.',
  'train/disk-full':
    'The disk is full, so the training stopped. Its last checkpoint is whole: free some space and go on with --resume.',
  'train/checkpoint-damaged':
    'The checkpoint is not what was written. Remove it, or train anew in another folder.',
  'train/resume-other':
    'The checkpoint there is of a training with other options or other films. Give the same ones, or another folder with --out.',
  'train/nothing-to-resume': 'There is no checkpoint in that folder to go on from. Train without --resume.',
  'train/out-taken':
    'That folder has a training or other files in it already. Go on with --resume, or give another folder with --out.',
  'train/diverged':
    'The numbers of the training grew beyond all bounds, so it stopped. Its last checkpoint is sound: try a smaller --lr.',
  'train/device-lost':
    'The device that computed went away, so the training stopped. Its last checkpoint is sound: go on with --resume, or with another --backend.',
  'train/process-died':
    'The process that trains ended by itself, most likely for want of memory. Its last checkpoint is sound: go on with --resume, and a smaller --micro-batch.',
  'train/variant': 'That network has no such variant. Leave it out to take the usual one.',
  'train/input': 'The pictures are too small for that network. Give a larger --input.',
  'train/initial-weights':
    'Those initial weights do not fit the network. Give others with --init, or leave it out to start from random ones.',
  'train/frozen': 'So many stages cannot be frozen: the architecture has fewer, and the last one must learn.',
  'job/unknown': 'There is no such job. `onesheet jobs` lists them.',
  'job/running': 'That folder is being scanned already. Wait for it or stop it first.',
  'job/not-resumable': 'That job has ended and cannot be resumed. Start it again.',
  'settings/unknown': 'There is no such setting. `onesheet settings` lists them.',
  'settings/invalid': 'That value does not fit the setting. `onesheet settings` shows what it takes.',
  'folder/same': 'Both are the same folder, so there is nothing to do.',
  'folder/nothing-matches':
    'None of the posters of that folder are at the new place, so nothing was changed. Check the path.',
  'backup/not-good':
    'That file is not a whole catalog of this version, so nothing was restored. Choose another; the folder backups has the last ones.',
  'backup/exists': 'There is a file of that name already. Give another name.',
  'web/port-taken':
    'That port cannot be had, most likely because another program uses it. Give another with --port, or none.',
  'web/denied': 'This page is not allowed to use Onesheet. Open the link that the terminal printed.',
  'bench/unknown': 'There is no such benchmark. `onesheet bench` lists them.',
  internal: 'Something went wrong inside Onesheet. The log has the details; what was saved is kept.',
} as const satisfies Record<string, string>

export type ErrorCode = keyof typeof ERROR_SENTENCES

/** What crosses a transport or is printed by the command line. */
export interface ErrorBody {
  code: ErrorCode
  message: string
  /** Optional particulars for a program: the offending field, the path, the revision now. */
  details: Record<string, unknown> | null
}

/** A refusal the user must see. Its message is the table's sentence, with an optional leading particular. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | null

  constructor(code: ErrorCode, particular?: string, details: Record<string, unknown> | null = null) {
    super(particular === undefined ? ERROR_SENTENCES[code] : `${particular}: ${ERROR_SENTENCES[code]}`)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_SENTENCES, code)
}

/** Anything thrown, as it may be shown: AppErrors as they are, the rest as `internal` without its stack. */
export function toErrorBody(thrown: unknown): ErrorBody {
  if (thrown instanceof AppError) {
    return { code: thrown.code, message: thrown.message, details: thrown.details }
  }
  return { code: 'internal', message: ERROR_SENTENCES.internal, details: null }
}

/** The other direction: an error body received over a transport as an AppError to throw. */
export function fromErrorBody(body: ErrorBody): AppError {
  const error = new AppError(isErrorCode(body.code) ? body.code : 'internal', undefined, body.details)
  error.message = body.message
  return error
}
