/**
 * What the engine says in sentences of its own, word for word except where renderer/words/engine-texts.ts gives its
 * words: the window finds a sentence here and says it in its language.
 */
export const engine = {
  folderAway: 'The folder cannot be reached. Its posters and verdicts stay as they are.',
  folderElsewhere:
    'The folder cannot be reached. Its posters and verdicts stay as they are. Its drive is now at {place}: say where the folder is now, and it is known there.',
  folderUnlisted: 'The folder cannot be listed ({code}). Check its permissions.',
  folderEmpty: 'The folder is empty, which may be an unmounted drive. Nothing was changed.',
  otherDrive:
    'Another drive is at this place, and {gone} of {known} files are not on it. Nothing was changed.',
  manyGone: '{gone} of {known} files are gone at once. Nothing was changed.',
  fileEmpty: 'The file is empty. Restore it or remove it.',
  filePdf: 'The file is a PDF document. Replace it with a picture or remove it.',
  fileWebPage: 'The file is a web page. Replace it with a picture or remove it.',
  fileSvg: 'The file is an SVG drawing. Replace it with a picture or remove it.',
  fileNoPicture: 'The file is no picture in a format Onesheet reads. Replace it with a picture or remove it.',
  pictureHuge: 'The picture has {width} × {height} pixels, too many to open. Make it smaller.',
  pictureTooMany: 'The picture has too many pixels to open. Make it smaller.',
  pictureDamaged: 'The picture is damaged beyond reading. Restore it or remove it.',
  pictureSlow: 'Reading the picture took too long and was stopped. Replace the file or remove it.',
  pictureCrash: 'The picture crashed its reader and was set aside. Replace the file or remove it.',
  fileRot: 'The file’s bytes changed while its size and time did not. Restore it from a copy.',
  fileGone: 'The file went away while it was read.',
  fileUnreadable: 'The file could not be read ({code}). Check its permissions, then scan again.',
  backupOffered: '{catalog} (its last good backup is {backup})',
  backupsBad: '{catalog} (none of its backups is whole)',
  backupsNone: '{catalog} (it has no backup)',
  providerDiffers: 'it does not agree with the CPU',
  providerSlower: 'it is not faster than the CPU',
  providerNotFinite: 'its numbers are not finite',
  providerConstant: 'it gives different pictures the same answer',
  providerNotInstalled: 'not installed: onesheet backends install native',
  providerNoLayers: 'the model has no layers of TensorFlow.js',
  providerNotBuilt: 'ONNX Runtime has no such part for this system',
  providerNoCard: 'no graphics card with a driver for it was found',
  providerSpare: 'only for where ONNX Runtime does not load',
  providerStopped: 'it was stopped',
  providerEnded: 'its process ended ({how})',
  providerTooLong: 'it took longer than {seconds} s',
}
