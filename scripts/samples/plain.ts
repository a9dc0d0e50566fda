import { billing, cloud, fray, inks, linear, repeat, sheet, text } from './paint.ts'
import type { Sample } from './paint.ts'
import { head } from './people.ts'

/** Festival laurels: two curved rows of leaves around two short lines of type. */
function laurel(x: number, y: number, fill: string, top: string, bottom: string): string {
  const branch = repeat(9, (index) => {
    const degrees = 110 + index * 17
    const radians = (degrees * Math.PI) / 180
    const leafX = Math.cos(radians) * 58
    const leafY = Math.sin(radians) * 30
    return `<ellipse cx="${leafX}" cy="${leafY}" rx="8" ry="2.6" transform="rotate(${degrees - 60} ${leafX} ${leafY})"/>`
  })
  return (
    `<g transform="translate(${x} ${y})" fill="${fill}">${branch}<g transform="scale(-1 1)">${branch}</g>` +
    `${text(top, -1, { size: 8.5, font: 'narrow', weight: 700, fill, x: 0 })}${text(bottom, 10, { size: 7.5, font: 'narrow', fill, x: 0 })}</g>`
  )
}

const censusTaker: Sample = {
  title: 'The Census Taker',
  year: 2001,
  genre: 'Documentary',
  grain: 3,
  draw: (random) =>
    sheet('#f2d21b') +
    inks(
      'grey',
      [
        [14, 14, 14],
        [110, 106, 98],
        [236, 232, 222],
      ],
      'table',
      0.4,
    ) +
    repeat(20, (index) => {
      const x = 42 + (index % 5) * 85
      const y = 190 + Math.floor(index / 5) * 92
      const styles = ['short', 'long', 'bob', 'short'] as const
      return (
        `<clipPath id="box${index}"><rect x="${x}" y="${y}" width="76" height="82"/></clipPath><g clip-path="url(#box${index})"><g filter="url(#grey)"><rect x="${x}" y="${y}" width="76" height="82" fill="hsl(0 0% ${Math.round(random(45, 80))}%)"/>` +
        head({
          id: `face${index}`,
          x: x + 38 + random(-4, 4),
          y: y + 46 + random(-3, 3),
          scale: random(0.3, 0.36),
          skin: index % 3 === 1 ? ['#b98a66', '#7a5238', '#3c2416'] : ['#f6dcc6', '#cfa082', '#80563f'],
          hair: ['#15110e', '#5a3a20', '#b9a27a', '#2c1c12', '#8a8a86'][index % 5] ?? '#222',
          style: styles[(index * 7) % 4] ?? 'short',
          cloth: ['#333', '#888', '#ddd'][index % 3] ?? '#333',
          light: index % 2 === 0 ? 1 : -1,
          shade: random(0.1, 0.45),
          tilt: random(-5, 5),
          beard: index % 10 === 7 || index === 10,
          glasses: index % 6 === 2,
          mouth: index % 4 === 1 ? 'smile' : 'still',
        }) +
        '</g></g>'
      )
    }) +
    text('THE CENSUS TAKER', 96, { size: 47, font: 'plain', weight: 700, fill: '#111', spacing: -1.5 }) +
    text('4,116 DOORS. ONE QUESTIONNAIRE. A FILM BY ODA FENWICK', 130, {
      size: 13.5,
      font: 'plain',
      weight: 700,
      fill: '#111',
    }) +
    laurel(90, 620, '#111', 'OFFICIAL SELECTION', 'NORTHWATER 2001') +
    laurel(250, 620, '#111', 'BEST DOCUMENTARY', 'VALE FESTIVAL') +
    laurel(410, 620, '#111', 'AUDIENCE PRIZE', 'PORT ELLERY') +
    billing(690, '#4a420e'),
}

const everyMileOfWire: Sample = {
  title: 'Every Mile of Wire',
  year: 2010,
  genre: 'Documentary',
  grain: 4,
  draw: () =>
    linear('sky', ['0 #f7f6f2', '70 #e6e4dd', '100 #cfccc2']) +
    sheet('url(#sky)') +
    fray('rough', 0.06, 5, 12) +
    '<g filter="url(#rough)"><path d="M0 560C160 548 340 556 500 546V620H0Z" fill="#3a3a38"/>' +
    repeat(6, (index) => {
      const scale = 1 / (1 + index * 0.55)
      const x = 420 - index * 66 + index * index * 2
      const top = 552 - 330 * scale
      return `<path d="M${x} 556V${top}M${x - 46 * scale} ${top + 24 * scale}H${x + 46 * scale}M${x - 34 * scale} ${top + 50 * scale}H${x + 34 * scale}" stroke="#1c1c1b" stroke-width="${9 * scale}"/>`
    }) +
    '</g><g fill="none" stroke="#1c1c1b" stroke-width="1.4"><path d="M520 214Q490 250 466 246Q408 330 386 355Q340 400 326 411M520 206Q440 262 374 246Q350 330 322 355Q300 404 284 411"/></g>' +
    '<g fill="#1c1c1b"><ellipse cx="396" cy="238" rx="5" ry="8"/><ellipse cx="436" cy="238" rx="5" ry="8"/><ellipse cx="449" cy="238" rx="5" ry="8"/></g>' +
    text('“QUIETLY ENORMOUS”', 64, { size: 17, font: 'plain', weight: 700, fill: '#1c1c1b' }) +
    text('THE NORTHERN LEDGER', 82, { size: 10, font: 'plain', fill: '#1c1c1b', spacing: 1 }) +
    laurel(92, 140, '#1c1c1b', 'OFFICIAL SELECTION', 'NORTHWATER 2010') +
    laurel(240, 140, '#1c1c1b', 'GRAND JURY', 'VALE FESTIVAL') +
    text('EVERY MILE', 300, {
      size: 56,
      font: 'plain',
      weight: 700,
      fill: '#c5281c',
      x: 34,
      anchor: 'start',
      spacing: -2,
    }) +
    text('OF WIRE', 354, {
      size: 56,
      font: 'plain',
      weight: 700,
      fill: '#c5281c',
      x: 34,
      anchor: 'start',
      spacing: -2,
    }) +
    text('The last linesman walks home.', 384, {
      size: 17,
      font: 'plain',
      fill: '#333',
      x: 36,
      anchor: 'start',
    }) +
    '<rect y="612" width="500" height="140" fill="#1c1c1b"/>' +
    text('A DOCUMENTARY BY ODA FENWICK', 660, {
      size: 15,
      font: 'plain',
      weight: 700,
      fill: '#f7f6f2',
      spacing: 3,
    }) +
    billing(694, '#9a9890'),
}

const lowNotes: Sample = {
  title: 'Low Notes',
  year: 1988,
  genre: 'Documentary',
  grain: 5,
  draw: (random) =>
    sheet('#0b0b0c') +
    cloud({ id: 'dust', colour: [1, 1, 1], frequency: 0.7, seed: 9, gain: 0.4, bias: -0.2, octaves: 2 }) +
    '<g fill="none" stroke="#f4efe4" stroke-width="5" stroke-linecap="round"><path d="M356 640C300 640 270 590 286 540C294 512 316 500 314 470C312 446 296 436 298 410C302 376 334 360 356 360C378 360 410 376 414 410C416 436 400 446 398 470C396 500 418 512 426 540C442 590 412 640 356 640Z"/><path d="M346 360V150C346 130 366 130 366 150V360M338 140C330 120 348 108 358 118M320 470C314 486 314 500 322 512M392 470C398 486 398 500 390 512M326 556H386"/></g>' +
    `<g stroke="#d9a53a" stroke-width="1.6">${repeat(4, (index) => `<path d="M${350 + index * 4} 150L${340 + index * 10} 580"/>`)}</g>` +
    `<g fill="#d9a53a">${repeat(24, (index) => `<rect x="${36 + index * 9}" y="${470 - random(10, 90)}" width="5" height="${random(20, 110)}"/>`)}</g>` +
    text('LOW', 170, {
      size: 140,
      font: 'plain',
      weight: 700,
      fill: '#f4efe4',
      x: 26,
      anchor: 'start',
      spacing: -8,
    }) +
    text('NOTES', 258, {
      size: 92,
      font: 'plain',
      weight: 700,
      fill: '#d9a53a',
      x: 30,
      anchor: 'start',
      spacing: -5,
    }) +
    text('FORTY YEARS AT THE BACK', 300, {
      size: 15,
      font: 'plain',
      weight: 700,
      fill: '#f4efe4',
      x: 32,
      anchor: 'start',
    }) +
    text('OF THE BANDSTAND', 320, {
      size: 15,
      font: 'plain',
      weight: 700,
      fill: '#f4efe4',
      x: 32,
      anchor: 'start',
    }) +
    laurel(112, 606, '#f4efe4', 'BEST DOCUMENTARY', 'PORT ELLERY 1988') +
    text('A FILM ABOUT THE BASS BY RUTH OKELL', 668, {
      size: 13,
      font: 'plain',
      weight: 700,
      fill: '#f4efe4',
      x: 32,
      anchor: 'start',
    }) +
    billing(702, '#77746c'),
}

/** Documentaries. */
export const PLAIN_SAMPLES: Sample[] = [censusTaker, everyMileOfWire, lowNotes]
