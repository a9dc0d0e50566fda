import { billing, blur, cloud, linear, radial, repeat, sheet, text } from './paint.ts'
import type { Sample } from './paint.ts'
import { head } from './people.ts'

/** A cartoon eye looking a little to one side. */
function bigEye(x: number, y: number, radius: number, iris: string, look = 0): string {
  return (
    `<g transform="translate(${x} ${y})"><circle r="${radius}" fill="#fff" stroke="#22140c" stroke-width="2"/>` +
    `<circle cx="${look}" r="${radius * 0.62}" fill="${iris}"/><circle cx="${look}" r="${radius * 0.34}" fill="#120a06"/>` +
    `<circle cx="${look + radius * 0.22}" cy="${-radius * 0.26}" r="${radius * 0.2}" fill="#fff"/></g>`
  )
}

/** Letters with a thick outline and a drop, as cartoons set their titles. */
function bubble(words: string, y: number, size: number, fill: string, edge: string): string {
  const style = { size, font: 'round', weight: 900, fill } as const
  return (
    text(words, y + 6, {
      ...style,
      fill: edge,
      extra: `stroke="${edge}" stroke-width="18" stroke-linejoin="round"`,
    }) +
    text(words, y, {
      ...style,
      fill: '#fff',
      extra: 'stroke="#fff" stroke-width="9" stroke-linejoin="round"',
    }) +
    text(words, y, style)
  )
}

const puff = (x: number, y: number, scale: number, opacity: number): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})" fill="#fff" opacity="${opacity}"><circle r="40"/><circle cx="45" cy="8" r="32"/><circle cx="-46" cy="10" r="30"/><circle cx="86" cy="18" r="20"/><rect x="-70" y="8" width="170" height="32" rx="16"/></g>`

function kite(x: number, y: number, size: number, one: string, two: string, turn: number): string {
  return (
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"><path d="M0 -60L44 0L0 78L-44 0Z" fill="${one}"/><path d="M0 -60L44 0L0 0ZM0 78L-44 0L0 0Z" fill="${two}"/>` +
    `<path d="M0 78C20 110 -24 130 0 160C18 184 -14 200 4 226" stroke="#fff" stroke-width="3" fill="none"/><path d="M-12 112l24 -10v14ZM-14 150l26 -6v14ZM-6 190l24 -8v14Z" fill="${two}"/></g>`
  )
}

const kites: Sample = {
  title: 'Kites',
  year: 2011,
  genre: 'Animation',
  grain: 1,
  draw: () =>
    linear('sky', ['0 #1486d8', '55 #7fd2f7', '100 #fdf0c4']) +
    sheet('url(#sky)') +
    radial('sun', ['0 #fff7c0 1', '30 #ffe58a .8', '100 #ffe58a 0']) +
    '<circle cx="410" cy="120" r="170" fill="url(#sun)"/>' +
    puff(90, 250, 1.1, 0.85) +
    puff(400, 330, 1.3, 0.8) +
    puff(250, 90, 0.7, 0.7) +
    kite(120, 130, 0.95, '#ff5a3c', '#ffc93c', -18) +
    kite(395, 200, 0.8, '#8e4ad8', '#ff6fb0', 20) +
    linear('hill', ['0 #9bdc4b', '100 #2f8f2e']) +
    '<path d="M0 590C120 520 220 540 300 560C380 580 440 560 500 530V750H0Z" fill="url(#hill)"/>' +
    '<path d="M120 250C150 340 190 420 172 520M395 380C380 430 350 470 330 500" stroke="#fff" stroke-width="2.5" fill="none"/>' +
    radial('fur', ['0 #ffb057', '60 #f07a22', '100 #b8480f'], 0.4, 0.3, 0.8) +
    radial('cream', ['0 #fffaf0', '100 #f3d9b4']) +
    // The fox: tail, body, ears, head, muzzle.
    '<path d="M330 640C430 640 450 540 410 500C400 560 370 580 320 590Z" fill="url(#fur)"/><path d="M410 500C446 540 440 590 416 612C400 570 396 540 410 500Z" fill="#fff4e0"/>' +
    '<path d="M160 690C150 560 190 510 250 510C310 510 350 560 340 690Z" fill="url(#fur)"/><ellipse cx="250" cy="620" rx="54" ry="78" fill="url(#cream)"/>' +
    '<path d="M150 420L130 300L226 360ZM350 420L370 300L274 360Z" fill="url(#fur)"/><path d="M156 396L146 326L204 364ZM344 396L354 326L296 364Z" fill="#5a2412"/>' +
    '<path d="M110 450C110 370 170 340 250 340C330 340 390 370 390 450C390 470 420 490 400 490C360 530 310 556 250 556C190 556 140 530 100 490C80 490 110 470 110 450Z" fill="url(#fur)"/>' +
    '<path d="M104 488C170 470 200 500 250 470C300 500 330 470 396 488C360 530 310 556 250 556C190 556 140 530 104 488Z" fill="url(#cream)"/>' +
    bigEye(198, 438, 34, '#3f9d54', 5) +
    bigEye(302, 438, 34, '#3f9d54', -5) +
    '<ellipse cx="250" cy="482" rx="18" ry="12" fill="#24120c"/><ellipse cx="245" cy="478" rx="6" ry="3" fill="#fff" opacity=".7"/>' +
    '<path d="M204 504C226 546 274 546 296 504C274 518 226 518 204 504Z" fill="#8a2430"/><path d="M226 530C240 520 260 520 274 530C262 540 238 540 226 530Z" fill="#ff8f92"/>' +
    '<path d="M166 392C180 378 204 376 220 388M280 388C296 376 320 378 334 392" stroke="#7a2f0c" stroke-width="8" stroke-linecap="round" fill="none"/>' +
    '<ellipse cx="160" cy="640" rx="30" ry="24" fill="#f07a22"/><ellipse cx="340" cy="600" rx="28" ry="24" fill="#f07a22"/>' +
    bubble('KITES', 706, 118, '#ff7a1a', '#0b4f94') +
    text('HOLD ON TIGHT', 42, { size: 22, fill: '#fff', font: 'round', weight: 800, spacing: 5 }),
}

const paperMoons: Sample = {
  title: 'Paper Moons',
  year: 2008,
  genre: 'Animation',
  grain: 1,
  draw: (random) =>
    linear('sky', ['0 #1b1464', '55 #5b3fb5', '100 #f27fb2']) +
    sheet('url(#sky)') +
    `<g fill="#fff6c8">${repeat(90, () => `<circle cx="${random(0, 500)}" cy="${random(0, 520)}" r="${random(0.8, 2.6)}"/>`)}</g>` +
    blur('b12', 14) +
    radial('moon', ['0 #fffbe0', '70 #ffe28a', '100 #f5b942'], 0.4, 0.35, 0.75) +
    '<circle cx="250" cy="250" r="190" fill="#ffe9a0" opacity=".5" filter="url(#b12)"/><circle cx="250" cy="250" r="170" fill="url(#moon)"/>' +
    '<g fill="#f3c35a" opacity=".6"><circle cx="170" cy="190" r="26"/><circle cx="330" cy="150" r="18"/><circle cx="340" cy="300" r="30"/><circle cx="200" cy="340" r="20"/></g>' +
    linear('cloth', ['0 #7ad0ff', '100 #2a7fd0']) +
    puff(70, 540, 1.4, 0.95) +
    puff(260, 600, 1.8, 1) +
    puff(450, 550, 1.3, 0.95) +
    puff(120, 640, 2, 1) +
    puff(400, 650, 2.2, 1) +
    radial('cat', ['0 #6b78b8', '70 #39427e', '100 #1e2350'], 0.4, 0.3, 0.8) +
    radial('mouse', ['0 #f4f0ff', '70 #c9bfe0', '100 #9788bb'], 0.4, 0.3, 0.8) +
    '<path d="M140 560C60 560 50 450 100 430C90 480 110 510 160 510Z" fill="url(#cat)"/>' +
    '<path d="M120 590C110 480 150 430 205 430C262 430 296 480 288 590Z" fill="url(#cat)"/><path d="M150 456C180 480 232 480 262 456L268 486C232 506 180 506 146 486Z" fill="#ff5d6c"/><path d="M240 480L276 560L246 566L226 490Z" fill="#e8404f"/>' +
    '<path d="M124 330L112 240L182 284ZM284 330L298 240L228 284Z" fill="url(#cat)"/><path d="M130 310L124 264L162 288ZM280 310L286 264L248 288Z" fill="#ff9fc0"/>' +
    '<ellipse cx="204" cy="362" rx="104" ry="92" fill="url(#cat)"/><ellipse cx="204" cy="402" rx="56" ry="40" fill="#c9d1f5"/>' +
    bigEye(164, 348, 33, '#54d67c', 9) +
    bigEye(244, 348, 33, '#54d67c', 9) +
    '<path d="M192 384H216L204 396Z" fill="#ff7d9c"/><path d="M204 396C196 414 174 414 168 402M204 396C212 414 234 414 240 402" stroke="#23264f" stroke-width="4" fill="none" stroke-linecap="round"/><path d="M190 412C196 430 212 430 218 412Z" fill="#c23a55"/>' +
    '<g stroke="#eef1ff" stroke-width="2.5"><path d="M150 396L92 384M150 404L92 410M258 396L316 384M258 404L316 410"/></g>' +
    '<circle cx="318" cy="448" r="30" fill="url(#mouse)"/><circle cx="398" cy="448" r="30" fill="url(#mouse)"/><circle cx="318" cy="450" r="18" fill="#ffb3cd"/><circle cx="398" cy="450" r="18" fill="#ffb3cd"/>' +
    '<path d="M318 600C310 530 330 510 358 510C388 510 408 530 398 600Z" fill="url(#cloth)"/><ellipse cx="358" cy="494" rx="50" ry="44" fill="url(#mouse)"/>' +
    bigEye(340, 484, 15, '#6b4a2a', -4) +
    bigEye(376, 484, 15, '#6b4a2a', -4) +
    '<ellipse cx="358" cy="508" rx="8" ry="6" fill="#ff6b8f"/><path d="M344 518C350 530 366 530 372 518Z" fill="#9b2b46"/>' +
    puff(200, 610, 1.6, 1) +
    puff(380, 630, 1.5, 1) +
    bubble('PAPER', 96, 84, '#ffb52e', '#3a1d86') +
    bubble('MOONS', 706, 98, '#ff5d8f', '#3a1d86'),
}

const biscuitHill: Sample = {
  title: 'The Dog of Biscuit Hill',
  year: 1994,
  genre: 'Family',
  grain: 5,
  draw: (random) =>
    linear('sky', ['0 #2a63b8', '60 #9cc9ee', '100 #fdf6e6']) +
    sheet('url(#sky)') +
    cloud({
      id: 'clouds',
      colour: [1, 1, 1],
      frequency: '0.005 0.012',
      seed: 15,
      gain: 2.6,
      bias: -1.2,
      box: [0, 0, 500, 420],
    }) +
    linear('snow', ['0 #ffffff', '100 #bcd6f0']) +
    '<path d="M0 430C120 360 300 400 500 340V750H0Z" fill="#dcebf8"/><path d="M0 520C160 450 340 520 500 460V750H0Z" fill="url(#snow)"/>' +
    `<g fill="#1e5a44">${repeat(9, (index) => {
      const x = 20 + index * 58
      return `<path d="M${x} ${350 + random(-20, 30)}l28 90h-56Z"/>`
    })}</g>` +
    radial('coat', ['0 #f2c98c', '55 #c98b46', '100 #7a4a1e'], 0.4, 0.3, 0.8) +
    radial('white', ['0 #ffffff', '100 #e0d6c8']) +
    '<path d="M110 640C100 480 160 420 250 420C340 420 400 480 390 640Z" fill="url(#coat)"/><path d="M196 440C180 540 220 610 250 640C280 610 320 540 304 440Z" fill="url(#white)"/>' +
    '<path d="M128 230C70 230 60 350 96 400C130 400 150 340 160 290ZM372 230C430 230 440 350 404 400C370 400 350 340 340 290Z" fill="#6d3f18"/>' +
    '<path d="M130 300C130 200 180 160 250 160C320 160 370 200 370 300C370 390 320 450 250 450C180 450 130 390 130 300Z" fill="url(#coat)"/>' +
    '<path d="M234 162C226 240 220 280 190 330C190 420 216 448 250 448C284 448 310 420 310 330C280 280 274 240 266 162Z" fill="url(#white)"/>' +
    '<g><ellipse cx="190" cy="278" rx="22" ry="24" fill="#2a1408"/><ellipse cx="310" cy="278" rx="22" ry="24" fill="#2a1408"/><circle cx="197" cy="270" r="7" fill="#fff"/><circle cx="317" cy="270" r="7" fill="#fff"/></g>' +
    '<path d="M166 240C176 226 200 224 212 236M288 236C300 224 324 226 334 240" stroke="#8a5a24" stroke-width="10" stroke-linecap="round" fill="none"/>' +
    '<ellipse cx="250" cy="346" rx="34" ry="24" fill="#1b100b"/><ellipse cx="240" cy="338" rx="12" ry="6" fill="#fff" opacity=".5"/>' +
    '<path d="M250 368V388M250 388C234 410 204 408 196 392M250 388C266 410 296 408 304 392" stroke="#2a1408" stroke-width="6" stroke-linecap="round" fill="none"/><path d="M228 402C226 446 274 446 272 402C262 408 238 408 228 402Z" fill="#f0707f"/>' +
    '<path d="M150 440C200 480 300 480 350 440L356 476C300 516 200 516 144 476Z" fill="#d32a2a"/><circle cx="250" cy="512" r="22" fill="#f6c443" stroke="#b98312" stroke-width="3"/>' +
    `<g fill="#fff">${repeat(120, () => `<circle cx="${random(0, 500)}" cy="${random(0, 640)}" r="${random(1, 4)}" opacity="${random(0.5, 1)}"/>`)}</g>` +
    text('THE DOG OF', 612, {
      size: 42,
      font: 'round',
      weight: 900,
      fill: '#c8201e',
      extra: 'stroke="#fff" stroke-width="8" stroke-linejoin="round"',
    }) +
    text('THE DOG OF', 612, { size: 42, font: 'round', weight: 900, fill: '#c8201e' }) +
    text('BISCUIT HILL', 676, {
      size: 64,
      font: 'round',
      weight: 900,
      fill: '#c8201e',
      extra: 'stroke="#fff" stroke-width="10" stroke-linejoin="round"',
    }) +
    text('BISCUIT HILL', 676, { size: 64, font: 'round', weight: 900, fill: '#c8201e' }) +
    text('Home is wherever he digs.', 52, {
      size: 30,
      font: 'book',
      fill: '#fff',
      weight: 500,
      extra: 'font-style="italic"',
    }) +
    billing(708, '#4c6a8c'),
}

const twoSpoons: Sample = {
  title: 'Two Spoons',
  year: 2003,
  genre: 'Comedy',
  grain: 3,
  draw: () =>
    sheet('#fdfdfb') +
    radial('floor', ['0 #cfcfcf .8', '100 #fff 0']) +
    head({
      id: 'her',
      x: 158,
      y: 270,
      scale: 1.02,
      skin: ['#ffe3cf', '#efb795', '#c4805f'],
      hair: '#a8391c',
      style: 'long',
      cloth: '#e93f7e',
      light: 1,
      shade: 0.08,
      mouth: 'grin',
      eyes: '#3a7a4a',
      tilt: 7,
    }) +
    head({
      id: 'him',
      x: 342,
      y: 258,
      scale: 1.08,
      skin: ['#ffdcc0', '#e6a982', '#b87452'],
      hair: '#2c1a10',
      style: 'short',
      cloth: '#1f67c9',
      light: -1,
      shade: 0.08,
      mouth: 'smile',
      eyes: '#3b2a1c',
      tilt: -8,
      glasses: true,
    }) +
    linear('steel', ['0 #fafafa', '50 #a9b0b8', '100 #eef1f4'], true) +
    '<g fill="url(#steel)" stroke="#7d858e" stroke-width="1.5"><g transform="translate(206 400) rotate(24)"><ellipse rx="26" ry="38"/><rect x="-6" y="34" width="12" height="130" rx="6"/></g><g transform="translate(294 400) rotate(-24)"><ellipse rx="26" ry="38"/><rect x="-6" y="34" width="12" height="130" rx="6"/></g></g>' +
    '<rect y="560" width="500" height="190" fill="#fdfdfb"/>' +
    text('MARIT SOLANDER', 44, { size: 19, font: 'plain', weight: 700, fill: '#333', x: 130 }) +
    text('JONAH PELL', 44, { size: 19, font: 'plain', weight: 700, fill: '#333', x: 370 }) +
    text('TWO SPOONS', 636, { size: 71, font: 'plain', weight: 700, fill: '#d8141c', spacing: -3 }) +
    text('They share everything. Badly.', 672, { size: 21, font: 'plain', fill: '#333' }) +
    billing(704, '#777'),
}

const bestManSitting: Sample = {
  title: 'Best Man Sitting',
  year: 2006,
  genre: 'Comedy',
  grain: 3,
  draw: () =>
    linear('back', ['0 #ffffff', '100 #e6eef5']) +
    sheet('url(#back)') +
    head({
      id: 'one',
      x: 110,
      y: 262,
      scale: 0.8,
      skin: ['#ffe0c8', '#e8ad88', '#b67a58'],
      hair: '#c99a3c',
      style: 'bob',
      cloth: '#ffffff',
      light: 1,
      shade: 0.06,
      mouth: 'grin',
      eyes: '#3b6fa8',
      tilt: -6,
    }) +
    head({
      id: 'three',
      x: 392,
      y: 262,
      scale: 0.82,
      skin: ['#d9a27a', '#a86f4a', '#6e4228'],
      hair: '#15100d',
      style: 'short',
      cloth: '#20242c',
      light: -1,
      shade: 0.06,
      mouth: 'grin',
      beard: true,
      tilt: 6,
    }) +
    head({
      id: 'two',
      x: 250,
      y: 232,
      scale: 0.98,
      skin: ['#ffdcc4', '#eab08e', '#bd7b5c'],
      hair: '#4a2a14',
      style: 'short',
      cloth: '#14161b',
      light: -1,
      shade: 0.05,
      mouth: 'smile',
      glasses: true,
      tilt: 3,
    }) +
    '<path d="M222 352L250 396L278 352L292 520H208Z" fill="#fff"/><path d="M222 372L250 386L222 402ZM278 372L250 386L278 402Z" fill="#d8141c"/><circle cx="250" cy="387" r="6" fill="#a80d14"/>' +
    '<rect y="500" width="500" height="250" fill="#d8141c"/>' +
    text('BEST MAN', 582, { size: 88, font: 'plain', weight: 700, fill: '#fff', spacing: -3 }) +
    text('SITTING', 660, { size: 88, font: 'plain', weight: 700, fill: '#ffe14a', spacing: -2 }) +
    text('He had one job. He had a chair.', 52, { size: 24, font: 'plain', weight: 700, fill: '#222' }) +
    billing(700, '#ffc9c4'),
}

/** Animation, family, comedy. */
export const BRIGHT_SAMPLES: Sample[] = [kites, paperMoons, biscuitHill, twoSpoons, bestManSitting]
