import {
  billing,
  blur,
  cloud,
  fadeMask,
  fray,
  linear,
  radial,
  repeat,
  sheet,
  spotMask,
  text,
  vignette,
} from './paint.ts'
import type { Random, Sample } from './paint.ts'
import { head, standing } from './people.ts'

function pines(random: Random, ground: number, tall: number, count: number, fill: string): string {
  return repeat(count, (index) => {
    const x = (index / (count - 1)) * 560 - 30 + random(-14, 14)
    const height = tall * random(0.7, 1.15)
    const half = height * 0.13
    const tiers = repeat(7, (tier) => {
      const top = ground - height + (tier * height) / 8
      const width = half * (0.25 + tier * 0.14)
      return `<path d="M${x} ${top}L${x + width} ${top + height / 4.5}L${x - width} ${top + height / 4.5}Z"/>`
    })
    return `<g fill="${fill}">${tiers}<rect x="${x - 3}" y="${ground - height / 2}" width="6" height="${height / 2 + 40}"/></g>`
  })
}

const hollowPines: Sample = {
  title: 'The Hollow Pines',
  year: 1984,
  genre: 'Horror',
  grain: 7,
  draw: (random) =>
    sheet('#030202') +
    spotMask('spot', 250, 240, 300, 360, 45) +
    `<g mask="url(#spot)">${head({
      id: 'pale',
      x: 250,
      y: 250,
      scale: 2.25,
      skin: ['#d9cfc2', '#8d7a70', '#2a1a18'],
      hair: '#050303',
      style: 'long',
      cloth: '#060404',
      light: 1,
      shade: 0.97,
      mouth: 'scream',
      eyes: '#b9100c',
    })}</g>` +
    `<g fill="none" stroke="#a30808" stroke-linecap="round">${repeat(7, (index) => {
      const x = 294 + index * 7.5
      return `<path d="M${x} 244C${x + 2} 280 ${x - 4} 300 ${x + random(-3, 5)} ${300 + random(10, 190)}" stroke-width="${random(1.5, 4.5)}"/>`
    })}</g>` +
    cloud({ id: 'dirt', colour: [0, 0, 0], frequency: 0.02, seed: 4, gain: 3.2, bias: -1.6 }) +
    fray('bark', 0.09, 12, 3) +
    radial('glow', ['0 #c4120c .55', '100 #c4120c 0']) +
    '<ellipse cx="250" cy="600" rx="290" ry="130" fill="url(#glow)"/>' +
    `<g filter="url(#bark)">${pines(random, 650, 270, 15, '#3a0808')}${pines(random, 720, 300, 9, '#050101')}</g>` +
    standing(250, 690, 46, '#e8dccb', 0.2) +
    linear('floor', ['0 #000 0', '100 #000 1']) +
    '<rect y="610" width="500" height="140" fill="url(#floor)"/>' +
    text('DON’T COUNT THEM.', 40, { size: 16, fill: '#b8a89a', font: 'roman', spacing: 5 }) +
    text('THE HOLLOW', 568, {
      size: 66,
      fill: '#d01510',
      font: 'roman',
      weight: 700,
      extra: 'filter="url(#worn)"',
    }) +
    text('PINES', 636, {
      size: 76,
      fill: '#d01510',
      font: 'roman',
      weight: 700,
      spacing: 8,
      extra: 'filter="url(#worn)"',
    }) +
    fray('worn', 0.2, 4, 8) +
    billing(706, '#7d6f6a'),
}

const whatTheWellSaid: Sample = {
  title: 'What the Well Said',
  year: 2013,
  genre: 'Horror',
  grain: 8,
  draw: () =>
    radial('water', ['0 #2f6b6a', '45 #0e2b31', '100 #010405'], 0.5, 0.38, 0.62) +
    sheet('url(#water)') +
    cloud({
      id: 'murk',
      colour: [0.55, 0.8, 0.75],
      frequency: '0.012 0.03',
      seed: 21,
      gain: 1.4,
      bias: -0.75,
    }) +
    spotMask('spot', 250, 280, 190, 280, 40) +
    `<g mask="url(#spot)">${head({
      id: 'drowned',
      x: 250,
      y: 300,
      scale: 1.6,
      skin: ['#b9d2c8', '#6d918b', '#1a3538'],
      hair: '#020607',
      style: 'long',
      cloth: '#0a181b',
      light: -1,
      shade: 0.72,
      mouth: 'scream',
      eyes: '#e4efe9',
    })}</g>` +
    blur('soft', 9) +
    '<g fill="#000" filter="url(#soft)"><ellipse cx="200" cy="290" rx="36" ry="27"/><ellipse cx="300" cy="290" rx="36" ry="27"/></g>' +
    '<circle cx="204" cy="291" r="3" fill="#f4fff8"/><circle cx="297" cy="291" r="3" fill="#f4fff8"/>' +
    fray('strands', 0.03, 34, 9) +
    `<g filter="url(#strands)" stroke="#010405" fill="none">${repeat(26, (index) => `<path d="M${130 + index * 10} 90C${120 + index * 10} 260 ${160 + index * 7} 380 ${100 + index * 12} 640" stroke-width="${index % 3 === 0 ? 5 : 2}" opacity=".75"/>`)}</g>` +
    cloud({ id: 'stone', colour: [0, 0.02, 0.03], frequency: 0.05, seed: 5, gain: 3, bias: -1.5 }) +
    vignette(1) +
    linear('foot', ['0 #010304 0', '60 #010304 1']) +
    '<rect y="480" width="500" height="270" fill="url(#foot)"/>' +
    text('IT ONLY ANSWERS AT NIGHT', 46, { size: 17, fill: '#9fc2ba', spacing: 6 }) +
    text('WHAT THE WELL', 600, {
      size: 58,
      fill: '#dcebe4',
      font: 'roman',
      spacing: 2,
      extra: 'filter="url(#worn)"',
    }) +
    text('SAID', 662, {
      size: 72,
      fill: '#dcebe4',
      font: 'roman',
      spacing: 22,
      extra: 'filter="url(#worn)"',
    }) +
    fray('worn', 0.3, 5, 12) +
    billing(700, '#5f7f7c'),
}

const coldHarbour: Sample = {
  title: 'Cold Harbour',
  year: 1978,
  genre: 'Thriller',
  grain: 6,
  draw: (random) =>
    linear('sky', ['0 #02060a', '50 #0d2c38', '74 #4d8a8c', '100 #041016']) +
    sheet('url(#sky)') +
    cloud({
      id: 'overcast',
      colour: [0.7, 0.85, 0.8],
      frequency: '0.006 0.014',
      seed: 27,
      gain: 1.6,
      bias: -0.85,
    }) +
    blur('far', 2.5) +
    `<g filter="url(#far)" fill="#0d2a33">${repeat(16, (index) => `<rect x="${index * 34 - 10}" y="${540 - random(20, 120)}" width="28" height="200"/>`)}</g>` +
    // Two harbour cranes and a ship's side.
    '<g stroke="#03090d" fill="none"><path d="M92 600V300M132 600V300M92 600L132 540L92 480L132 420L92 360L132 300" stroke-width="6"/><path d="M60 300H360M112 300V236L330 298M112 236L62 300M278 300V370M340 300V392" stroke-width="6"/>' +
    '<path d="M440 600V360M470 600V360M440 600L470 540L440 480L470 420L440 360" stroke-width="5"/><path d="M300 360H500M455 360V312L320 358M318 360V420" stroke-width="5"/></g>' +
    '<rect x="322" y="392" width="36" height="26" fill="#7a1410"/><path d="M-10 560H190L172 640H-10Z" fill="#03090d"/>' +
    blur('b14', 14) +
    linear('beam', ['0 #fff6d8 .95', '70 #ffe2a0 .4', '100 #ffe2a0 .05']) +
    '<path d="M272 372L284 372L380 640L176 640Z" fill="url(#beam)" filter="url(#b14)"/><circle cx="278" cy="374" r="7" fill="#fffbe6"/>' +
    fadeMask('low', ['58 #000', '84 #fff']) +
    cloud({
      id: 'mist',
      colour: [0.55, 0.72, 0.7],
      frequency: '0.008 0.02',
      seed: 9,
      gain: 1.6,
      bias: -0.75,
      mask: 'low',
    }) +
    standing(270, 648, 150, '#00060a', 0.8, 'bag') +
    '<path d="M258 648L284 648L330 750L190 750Z" fill="#00060a" opacity=".6" filter="url(#far)"/>' +
    linear('foot', ['0 #00050a 0', '65 #00050a 1']) +
    '<rect y="600" width="500" height="150" fill="url(#foot)"/>' +
    vignette(0.9) +
    text('EVERY SHIP CARRIES ONE MAN TOO MANY', 42, { size: 18, fill: '#d9d2c6', spacing: 4 }) +
    text('COLD HARBOUR', 690, { size: 84, fill: '#e0261f', weight: 700, spacing: 1 }) +
    billing(710, '#7b858f'),
}

const lastBusNorth: Sample = {
  title: 'Last Bus North',
  year: 1975,
  genre: 'Thriller',
  grain: 7,
  draw: (random) =>
    linear('dark', ['0 #04090d', '52 #1d3b44', '66 #3a5a58', '100 #030404']) +
    sheet('url(#dark)') +
    cloud({
      id: 'overcast',
      colour: [0.6, 0.72, 0.72],
      frequency: '0.006 0.014',
      seed: 31,
      gain: 1.5,
      bias: -0.85,
    }) +
    fray('bark', 0.09, 8, 3) +
    blur('b14', 14) +
    `<g filter="url(#bark)">${pines(random, 560, 320, 12, '#0b1c22')}</g><g filter="url(#bark)">${pines(random, 640, 520, 2, '#04090c')}</g>` +
    '<path d="M-10 750L196 520L304 520L510 750Z" fill="#0b0f10"/><path d="M244 750L249 540L251 540L256 750Z" fill="#c9a24a" opacity=".6"/>' +
    radial('lamp', ['0 #fffbe0 1', '16 #ffe79a .95', '45 #e0ad3f .4', '100 #d9a63a 0']) +
    '<path d="M190 380C190 366 200 360 214 360H286C300 360 310 366 310 380V536H190Z" fill="#050708"/><rect x="200" y="394" width="100" height="56" rx="6" fill="#5d5a3a"/><rect x="214" y="370" width="72" height="16" rx="3" fill="#d8b45a"/>' +
    text('NORTH', 383, { size: 14, fill: '#1a1408', weight: 700, spacing: 3 }) +
    '<rect x="246" y="394" width="8" height="56" fill="#050708"/>' +
    '<circle cx="208" cy="508" r="110" fill="url(#lamp)"/><circle cx="292" cy="508" r="110" fill="url(#lamp)"/>' +
    '<path d="M60 760L200 516L300 516L440 760Z" fill="#ffdf8a" opacity=".22" filter="url(#b14)"/>' +
    fadeMask('low', ['45 #000', '72 #fff']) +
    cloud({
      id: 'fog',
      colour: [0.62, 0.66, 0.55],
      frequency: '0.006 0.016',
      seed: 12,
      gain: 1.5,
      bias: -0.8,
      mask: 'low',
    }) +
    standing(250, 662, 216, '#020304', 0.7, 'bag') +
    `<g stroke="#dcebe6" opacity=".3">${repeat(170, () => {
      const x = random(-20, 520)
      const y = random(0, 740)
      return `<path d="M${x} ${y}l-4 ${random(12, 32)}"/>`
    })}</g>` +
    linear('foot', ['0 #020303 0', '60 #020303 1']) +
    '<rect y="600" width="500" height="150" fill="url(#foot)"/>' +
    vignette(0.85) +
    text('SOMEBODY ABOARD HAS NO TICKET', 44, { size: 18, fill: '#e3cf96', spacing: 5 }) +
    text('LAST BUS NORTH', 690, { size: 82, fill: '#f3d06a', weight: 700, spacing: 1 }) +
    billing(710, '#767d76'),
}

/** Horror and thrillers. */
export const NIGHT_SAMPLES: Sample[] = [hollowPines, whatTheWellSaid, coldHarbour, lastBusNorth]
