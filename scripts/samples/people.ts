import { blur, linear } from './paint.ts'

/** How a head is to look; colours are CSS colours. */
export interface Head {
  /** Prefix of the ids used, unique within a poster. */
  id: string
  x: number
  y: number
  /** 1 is a head 150 units wide. */
  scale: number
  skin: [light: string, middle: string, dark: string]
  hair: string
  style: 'short' | 'long' | 'bob'
  cloth: string
  /** Where the light comes from: −1 left, 1 right. */
  light: -1 | 1
  /** Strength of the shadow on the other side, 0–1. */
  shade: number
  mouth?: 'still' | 'smile' | 'grin' | 'scream'
  eyes?: string
  /** Degrees the head leans. */
  tilt?: number
  glasses?: boolean
  beard?: boolean
}

const FACE =
  'M-70 -20C-74 -86 -40 -112 0 -112C40 -112 74 -86 70 -20C69 24 56 62 30 88C15 102 -15 102 -30 88C-56 62 -69 24 -70 -20Z'

const HAIR = {
  short: [
    'M-79 -6C-96 -92 -52 -138 4 -136C58 -138 94 -92 79 -6L68 8L-68 8Z',
    'M-76 -6C-92 -88 -50 -134 4 -132C56 -134 90 -90 76 -6C72 -34 66 -56 52 -70C24 -84 -8 -60 -50 -76C-64 -58 -72 -34 -76 -6Z',
  ],
  long: [
    'M-84 -20C-92 -108 -44 -142 0 -140C46 -142 92 -108 84 -20C84 60 112 130 104 220C60 190 -60 190 -104 220C-112 130 -84 60 -84 -20Z',
    'M-80 10C-92 -92 -44 -134 6 -134C54 -134 94 -88 80 10C74 -30 52 -60 22 -100C0 -66 -50 -56 -62 -30C-70 -10 -74 0 -80 10Z',
  ],
  bob: [
    'M-90 40C-110 -90 -54 -144 2 -142C58 -144 110 -90 90 40C80 66 56 60 52 40L-52 40C-56 60 -80 66 -90 40Z',
    'M-78 14C-92 -90 -48 -134 2 -134C54 -134 92 -90 78 14C70 -20 68 -44 58 -60C20 -54 -20 -54 -58 -60C-68 -44 -70 -20 -78 14Z',
  ],
} as const

const MOUTHS = {
  still:
    '<path d="M-25 60C-12 54 -4 56 0 58C4 56 12 54 25 60C12 63 -12 63 -25 60Z" fill="#7c3230" opacity=".85"/>' +
    '<path d="M-24 60C-10 63 10 63 24 60C12 74 -12 74 -24 60Z" fill="#a4524a" opacity=".8"/>',
  smile:
    '<path d="M-32 52C-14 60 14 60 32 52C20 80 -20 80 -32 52Z" fill="#7c2a2a"/><path d="M-27 55C-12 61 12 61 27 55C20 68 -20 68 -27 55Z" fill="#fdf8f0"/>',
  grin:
    '<path d="M-38 46C-16 54 16 54 38 46C34 92 -34 92 -38 46Z" fill="#6a1c20"/><path d="M-34 49C-14 56 14 56 34 49C30 66 -30 66 -34 49Z" fill="#fffaf2"/>' +
    '<path d="M-18 80C-8 72 8 72 18 80C8 88 -8 88 -18 80Z" fill="#d4675f"/>',
  scream: '<path d="M-20 52C-14 40 14 40 20 52C24 80 14 96 0 96C-14 96 -24 80 -20 52Z" fill="#0a0304"/>',
} as const

function eye(x: number, iris: string, id: string): string {
  return (
    `<g transform="translate(${x} -8)"><ellipse rx="24" ry="15" fill="#000" opacity=".38" filter="url(#${id}-b6)"/>` +
    '<path d="M-17 1C-9 -9 8 -10 17 0C8 8 -9 8 -17 1Z" fill="#e9e4dc"/>' +
    `<circle cy="-1" r="7.6" fill="${iris}"/><circle cy="-1" r="3.6" fill="#050505"/><circle cx="2.4" cy="-3.6" r="1.8" fill="#fff"/>` +
    '<path d="M-18 1C-9 -11 9 -12 18 -1" fill="none" stroke="#160c0a" stroke-width="3.2" stroke-linecap="round"/>' +
    '<path d="M-15 4C-8 10 8 10 15 3" fill="none" stroke="#3a1d18" stroke-width="1.2" opacity=".6"/></g>'
  )
}

/** A painted head (and shoulders): flat shapes under blurred shadow and light, clipped to the face. */
export function head(options: Head): string {
  const { id, x, y, scale, skin, hair, style, cloth, light, shade, mouth = 'still' } = options
  const [back, front] = HAIR[style]
  const away = -light
  const body =
    `<path d="M-34 60L-36 122C-90 138 -150 150 -168 236L-172 420L172 420L168 236C150 150 90 138 36 122L34 60Z" fill="${skin[2]}"/>` +
    `<path d="M-44 124C-100 138 -152 152 -172 240L-182 440L182 440L172 240C152 152 100 138 44 124L0 172Z" fill="${cloth}"/>` +
    `<g clip-path="url(#${id}-body)"><ellipse cx="${away * 120}" cy="260" rx="120" ry="170" fill="#000" opacity="${shade * 0.8}" filter="url(#${id}-b20)"/>` +
    `<ellipse cx="0" cy="106" rx="52" ry="22" fill="#000" opacity=".5" filter="url(#${id}-b6)"/></g>`
  const glasses =
    options.glasses === true
      ? '<g fill="#fff" fill-opacity=".12" stroke="#16110f" stroke-width="6"><rect x="-60" y="-28" width="50" height="40" rx="12"/><rect x="10" y="-28" width="50" height="40" rx="12"/><path d="M-10 -12C-4 -18 4 -18 10 -12" fill="none"/></g>'
      : ''
  const beard =
    options.beard === true
      ? `<path d="M-70 -6C-66 30 -58 44 -34 46C-12 38 12 38 34 46C58 44 66 30 70 -6C72 60 48 116 0 118C-48 116 -72 60 -70 -6Z" fill="${hair}" opacity=".82" filter="url(#${id}-b3)"/>`
      : ''
  return (
    blur(`${id}-b3`, 2.6) +
    blur(`${id}-b6`, 6) +
    blur(`${id}-b20`, 20) +
    linear(
      `${id}-skin`,
      light < 0
        ? [`0 ${skin[0]}`, `55 ${skin[1]}`, `100 ${skin[2]}`]
        : [`0 ${skin[2]}`, `45 ${skin[1]}`, `100 ${skin[0]}`],
      true,
    ) +
    `<clipPath id="${id}-face"><path d="${FACE}"/></clipPath>` +
    `<clipPath id="${id}-body"><path d="M-34 60L-36 122C-90 138 -150 150 -168 236L-172 440L172 440L168 236C150 150 90 138 36 122L34 60Z"/></clipPath>` +
    `<g transform="translate(${x} ${y}) scale(${scale})"><path d="${style === 'long' ? back : ''}" fill="${hair}"/>${body}` +
    `<g transform="rotate(${options.tilt ?? 0} 0 90)"><path d="${style === 'long' ? '' : back}" fill="${hair}"/>` +
    `<ellipse cx="-70" cy="2" rx="11" ry="24" fill="${light < 0 ? skin[1] : skin[2]}"/><ellipse cx="70" cy="2" rx="11" ry="24" fill="${light > 0 ? skin[1] : skin[2]}"/>` +
    `<path d="${FACE}" fill="url(#${id}-skin)"/><g clip-path="url(#${id}-face)">` +
    `<ellipse cx="${light * 34}" cy="26" rx="20" ry="18" fill="#d8604a" opacity=".22" filter="url(#${id}-b6)"/>` +
    `<ellipse cx="0" cy="-122" rx="80" ry="46" fill="#000" opacity=".4" filter="url(#${id}-b6)"/>` +
    `<path d="M${away * 6} -30C${away * 16} 0 ${away * 22} 20 ${away * 17} 38L0 44Z" fill="${skin[2]}" opacity=".75" filter="url(#${id}-b3)"/>` +
    `<ellipse cx="0" cy="44" rx="19" ry="6" fill="#3a1710" opacity=".5" filter="url(#${id}-b3)"/>` +
    `<ellipse cx="${light * 3}" cy="30" rx="6" ry="9" fill="#fff" opacity=".3" filter="url(#${id}-b3)"/>` +
    `<ellipse cx="0" cy="82" rx="24" ry="6" fill="#000" opacity=".25" filter="url(#${id}-b3)"/></g>` +
    eye(-31, options.eyes ?? '#4a3424', id) +
    eye(31, options.eyes ?? '#4a3424', id) +
    `<g fill="none" stroke="${hair}" stroke-width="7" stroke-linecap="round" opacity=".85" filter="url(#${id}-b1)"><path d="M-52 -30C-40 -40 -24 -38 -14 -33"/><path d="M52 -30C40 -40 24 -38 14 -33"/></g>` +
    beard +
    MOUTHS[mouth] +
    `<g clip-path="url(#${id}-face)"><path d="M${away * 8} -130L${away * 14} -20L${away * 20} 44L${away * 10} 120L${away * 140} 120L${away * 140} -130Z" fill="#050203" opacity="${shade}" filter="url(#${id}-b20)"/></g>` +
    `${blur(`${id}-b1`, 1)}<path d="${front}" fill="${hair}"/><path d="M${light * 20} -124C${light * 50} -116 ${light * 66} -90 ${light * 68} -60" fill="none" stroke="#fff" stroke-width="7" opacity=".16" filter="url(#${id}-b3)"/>${glasses}</g></g>`
  )
}

/** A standing figure seen whole, as a silhouette, feet at (x, y); `wide` spreads the legs, `arm` is what is held. */
export function standing(
  x: number,
  y: number,
  height: number,
  fill: string,
  wide = 0.5,
  held: 'none' | 'rifle' | 'bag' = 'none',
): string {
  const spread = 14 * wide
  const things = {
    none: '',
    rifle: '<path d="M-22 -46L26 -74L28 -70L-20 -40Z"/>',
    bag: '<rect x="14" y="-42" width="22" height="16" rx="2"/>',
  }
  return (
    `<g transform="translate(${x} ${y}) scale(${height / 100})" fill="${fill}"><path d="M-6 -92C-6.6 -97 -4 -100.4 0 -100.4C4.2 -100.4 6.6 -97 6 -92C6.8 -91 6.6 -89 5.6 -88.6C4.6 -85.6 2.6 -84 0 -84C-2.6 -84 -4.6 -85.6 -5.6 -88.6C-6.6 -89 -6.8 -91 -6 -92Z"/><path d="M-3.5 -88L3.5 -88L4.5 -82C14 -80 17 -74 18 -62L20 -44L15 -43L12 -60L11 -48` +
    `L${8 + spread} -2L${13 + spread} 0L${2 + spread} 0L0 -38L${-2 - spread} 0L${-13 - spread} 0L${-8 - spread} -2L-11 -48L-12 -60L-15 -43L-20 -44L-18 -62C-17 -74 -14 -80 -4.5 -82Z"/>${things[held]}</g>`
  )
}
