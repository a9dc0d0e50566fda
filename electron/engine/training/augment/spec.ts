import { AppError } from '#shared/errors.ts'

/** What is done to a picture while training; null or false: not at all. All sizes are of the model's input. */
export interface AugmentSpec {
  /** Width and height each by a factor of 1 ± this, drawn apart as Keras's `zoom_range` does. */
  zoom: number | null
  /** All values times 1 ± this, as Keras's `brightness_range`. */
  brightness: number | null
  /** Turned by up to this many degrees either way, as Keras's `rotation_range`. */
  rotation: number | null
  /** Mirrored half the time, as Keras's `horizontal_flip`. */
  flip: boolean
  /** A window whose sides are shorter by up to this share, anywhere in the picture, enlarged to fill it. */
  crop: number | null
  /** Gaussian blur, up to this standard deviation in pixels. */
  blur: number | null
  /** Saved as a JPEG of a quality from this to 95. */
  jpeg: number | null
  /** Mixup (Zhang et al. 2018): the α of the Beta distribution that the shares are drawn from. */
  mixup: number | null
  /** CutMix (Yun et al. 2019): the α of the Beta distribution that the size of the patch is drawn from. */
  cutmix: number | null
}

export const NO_AUGMENT: AugmentSpec = {
  zoom: null,
  brightness: null,
  rotation: null,
  flip: false,
  crop: null,
  blur: null,
  jpeg: null,
  mixup: null,
  cutmix: null,
}

interface Known {
  standard: number
  least: number
  most: number
}

/** Zoom 0.2 and rotation 20 are those of the examples in Keras's documentation of ImageDataGenerator. */
const KNOWN: Record<Exclude<keyof AugmentSpec, 'flip'>, Known> = {
  zoom: { standard: 0.2, least: 0, most: 0.9 },
  brightness: { standard: 0.2, least: 0, most: 1 },
  rotation: { standard: 20, least: 0, most: 180 },
  crop: { standard: 0.2, least: 0, most: 0.9 },
  blur: { standard: 1, least: 0, most: 10 },
  jpeg: { standard: 50, least: 1, most: 95 },
  mixup: { standard: 0.2, least: 0.001, most: 100 },
  cutmix: { standard: 1, least: 0.001, most: 100 },
}

/** The paper's three: zoom, brightness and rotation. */
export const PAPER_AUGMENT: AugmentSpec = {
  ...NO_AUGMENT,
  zoom: KNOWN.zoom.standard,
  brightness: KNOWN.brightness.standard,
  rotation: KNOWN.rotation.standard,
}

/**
 * Reads a list such as `zoom,rotation=10,flip`: names by commas, each with its parameter or the standard one. `paper`
 * stands for zoom, brightness and rotation; `none` for nothing.
 * @throws AppError `train/augment`, naming what was not understood
 */
export function parseAugment(text: string): AugmentSpec {
  const spec: AugmentSpec = { ...NO_AUGMENT }
  for (const item of text.split(',').map((part) => part.trim())) {
    const [name = '', value, more] = item.split('=').map((part) => part.trim())
    if (value === undefined && (name === 'none' || name === '')) continue
    if (value === undefined && name === 'paper') {
      const { zoom, brightness, rotation } = PAPER_AUGMENT
      Object.assign(spec, { zoom, brightness, rotation })
    } else if (value === undefined && name === 'flip') spec.flip = true
    else if (isKnown(name) && more === undefined) spec[name] = parameterOf(name, value, item)
    else throw new AppError('train/augment', item)
  }
  return spec
}

function isKnown(name: string): name is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, name)
}

function parameterOf(name: keyof typeof KNOWN, value: string | undefined, item: string): number | null {
  const { standard, least, most } = KNOWN[name]
  if (value === undefined) return standard
  const parameter = value === '' ? Number.NaN : Number(value)
  if (!(parameter >= least && parameter <= most)) {
    throw new AppError('train/augment', `${item} (${name} takes ${least} to ${most})`)
  }
  return parameter === 0 ? null : parameter
}

/** The list that {@link parseAugment} reads as the same. */
export function augmentText(spec: AugmentSpec): string {
  const items = Object.entries(spec).flatMap(([name, value]: [string, number | boolean | null]) => {
    if (value === null || value === false) return []
    return [value === true ? name : `${name}=${value}`]
  })
  return items.length === 0 ? 'none' : items.join()
}
