import {
  billing,
  blur,
  cloud,
  fray,
  inks,
  linear,
  radial,
  repeat,
  sheet,
  spotMask,
  text,
  vignette,
} from './paint.ts'
import type { Sample } from './paint.ts'
import { head, standing } from './people.ts'

/** A head seen from the side, facing right. */
const PROFILE =
  'M150 560C160 500 150 470 130 440C90 390 84 320 100 250C120 150 200 96 290 104C370 110 400 160 402 220C404 250 396 258 398 272C402 292 424 316 428 330C430 340 414 344 410 348C408 356 414 362 412 370C410 376 404 378 402 384C404 390 410 394 406 402C398 414 402 424 400 436C394 462 350 458 330 462C318 484 326 520 340 560Z'

const ninetyDays: Sample = {
  title: 'Ninety Days of Rain',
  year: 1999,
  genre: 'Drama',
  grain: 6,
  draw: (random) =>
    linear('grey', ['0 #5d6a70', '60 #8c9896', '100 #39424a']) +
    sheet('url(#grey)') +
    inks(
      'print',
      [
        [20, 24, 28],
        [92, 88, 86],
        [196, 178, 160],
      ],
      'table',
      1.2,
    ) +
    spotMask('spot', 250, 300, 290, 380, 45) +
    `<g mask="url(#spot)"><g filter="url(#print)">${head({
      id: 'her',
      x: 250,
      y: 290,
      scale: 1.75,
      skin: ['#f0d3bc', '#b98f78', '#5a3c32'],
      hair: '#241a16',
      style: 'bob',
      cloth: '#2c343a',
      light: -1,
      shade: 0.55,
      eyes: '#4d5a50',
      tilt: 6,
    })}</g></g>` +
    cloud({ id: 'steam', colour: [0.75, 0.8, 0.8], frequency: 0.009, seed: 23, gain: 1.5, bias: -0.72 }) +
    blur('b1', 0.7) +
    `<g filter="url(#b1)">${repeat(120, () => {
      const x = random(0, 500)
      const y = random(0, 560)
      const size = random(1, 4)
      return `<ellipse cx="${x}" cy="${y}" rx="${size}" ry="${size * 1.25}" fill="#e9f1f2" opacity=".3"/><ellipse cx="${x + size * 0.3}" cy="${y + size * 0.5}" rx="${size * 0.7}" ry="${size * 0.8}" fill="#1b2227" opacity=".35"/>`
    })}${repeat(14, () => {
      const x = random(0, 500)
      const y = random(0, 300)
      return `<path d="M${x} ${y}C${x + random(-8, 8)} ${y + 80} ${x + random(-8, 8)} ${y + 120} ${x + random(-6, 6)} ${y + random(150, 260)}" stroke="#e9f1f2" stroke-width="${random(1, 3)}" opacity=".35" fill="none"/>`
    })}</g>` +
    linear('foot', ['0 #1d2429 0', '60 #1d2429 .96']) +
    '<rect y="470" width="500" height="280" fill="url(#foot)"/>' +
    vignette(0.5) +
    text('Ninety Days of Rain', 634, { size: 52, font: 'book', fill: '#f3efe8' }) +
    text('A FILM BY ODA FENWICK', 666, { size: 14, font: 'plain', fill: '#c8ccc9', spacing: 4 }) +
    text('MARIT SOLANDER   INES CARROW', 590, { size: 15, font: 'plain', fill: '#e5e2da', spacing: 3 }) +
    billing(702, '#97a0a2'),
}

const riverKept: Sample = {
  title: 'What the River Kept',
  year: 2014,
  genre: 'Drama',
  grain: 5,
  draw: (random) =>
    linear('paper', ['0 #e9e2d2', '100 #cfc4ad']) +
    sheet('url(#paper)') +
    `<clipPath id="profile"><path d="${PROFILE}"/></clipPath>` +
    linear('evening', ['0 #1f2d36', '35 #6d6a63', '52 #d9a566', '60 #8b6c52', '100 #141c20']) +
    `<g clip-path="url(#profile)"><rect width="500" height="750" fill="url(#evening)"/>` +
    fray('rock', 0.03, 26, 6) +
    '<g filter="url(#rock)"><path d="M60 330L150 250L230 320L300 230L380 310L450 280V420H60Z" fill="#37444a"/><path d="M60 360L140 310L260 370L340 320L450 370V430H60Z" fill="#1d2629"/></g>' +
    '<path d="M250 372C300 400 200 420 230 450C260 480 330 490 280 560H180C150 500 220 470 190 440C170 410 240 400 250 372Z" fill="#e0b27a" opacity=".75"/>' +
    `<g fill="#0c1113">${repeat(26, (index) => {
      const x = 90 + index * 14
      const y = 420 + Math.abs(index - 13) * 3 + random(-6, 6)
      return `<path d="M${x} ${y - random(40, 70)}l9 ${random(60, 80)}h-18Z"/>`
    })}</g>` +
    standing(232, 470, 44, '#0c1113', 0.3) +
    cloud({
      id: 'mist',
      colour: [0.9, 0.85, 0.75],
      frequency: '0.008 0.02',
      seed: 19,
      gain: 1.6,
      bias: -0.85,
    }) +
    '</g>' +
    cloud({
      id: 'fibre',
      colour: [0.35, 0.28, 0.2],
      frequency: 0.5,
      seed: 2,
      gain: 0.5,
      bias: -0.18,
      octaves: 2,
    }) +
    text('What the River Kept', 632, { size: 52, font: 'book', fill: '#2a2a28' }) +
    text('MARIT SOLANDER     TOBIAS WREN', 60, { size: 16, font: 'plain', fill: '#4a453c', spacing: 4 }) +
    text('Some things come back in spring.', 664, {
      size: 20,
      font: 'book',
      fill: '#5b5346',
      extra: 'font-style="italic"',
    }) +
    billing(702, '#7a705f'),
}

const queenOfSmallHours: Sample = {
  title: 'Queen of Small Hours',
  year: 1967,
  genre: 'Drama',
  grain: 8,
  draw: () =>
    radial('wine', ['0 #6d2230', '60 #2d0c14', '100 #0b0305'], 0.5, 0.35, 0.75) +
    sheet('url(#wine)') +
    inks(
      'print',
      [
        [16, 5, 8],
        [96, 30, 34],
        [214, 140, 84],
        [250, 222, 176],
      ],
      'table',
      1,
    ) +
    spotMask('spot', 250, 270, 270, 370, 55) +
    `<g mask="url(#spot)"><g filter="url(#print)">` +
    head({
      id: 'him',
      x: 350,
      y: 255,
      scale: 1.25,
      skin: ['#c79a7c', '#7f5848', '#2a1814'],
      hair: '#150c0a',
      style: 'short',
      cloth: '#0f0c0e',
      light: -1,
      shade: 0.8,
      tilt: -8,
    }) +
    head({
      id: 'her',
      x: 190,
      y: 290,
      scale: 1.4,
      skin: ['#ffe4cc', '#d6a284', '#7a4636'],
      hair: '#3a1610',
      style: 'long',
      cloth: '#5a1420',
      light: -1,
      shade: 0.5,
      tilt: 8,
    }) +
    '</g></g>' +
    linear('foot', ['0 #0b0305 0', '60 #0b0305 1']) +
    '<rect y="440" width="500" height="310" fill="url(#foot)"/>' +
    text('INES CARROW', 40, { size: 18, font: 'book', fill: '#e7c68f', spacing: 4, x: 130 }) +
    text('JONAH PELL', 40, { size: 18, font: 'book', fill: '#e7c68f', spacing: 4, x: 380 }) +
    text('Queen of', 592, { size: 44, font: 'script', weight: 700, fill: '#f0cf96' }) +
    text('Small Hours', 660, { size: 74, font: 'script', weight: 700, fill: '#f0cf96' }) +
    billing(702, '#a07c66'),
}

const glassOrchard: Sample = {
  title: 'The Glass Orchard',
  year: 2012,
  genre: 'Romance',
  grain: 4,
  draw: (random) =>
    linear('dusk', ['0 #fff4dc', '50 #ffcf9a', '100 #f0907a']) +
    sheet('url(#dusk)') +
    blur('b18', 16) +
    `<g filter="url(#b18)">${repeat(46, () => `<circle cx="${random(0, 500)}" cy="${random(0, 600)}" r="${random(10, 38)}" fill="${random(0, 1) > 0.5 ? '#fff2c4' : '#ff9f86'}" opacity="${random(0.2, 0.6)}"/>`)}</g>` +
    linear('shade', ['0 #3a0f14', '60 #7a2420', '100 #d9603c'], true) +
    `<g transform="translate(-64 40) scale(.74)"><path d="M60 690C70 600 150 560 190 540L330 500C340 580 380 600 400 690Z" fill="#3a0f14"/><path d="${PROFILE}" fill="url(#shade)"/></g>` +
    `<g transform="translate(564 70) rotate(-6) scale(-.7 .7)"><path d="M60 690C70 600 150 560 190 540L330 500C340 580 380 600 400 690Z" fill="#3a0f14"/><path d="M96 300C80 180 150 70 280 84C380 92 410 150 402 216C360 190 330 190 300 210C250 300 250 380 230 520C200 640 60 660 40 600C90 540 90 420 96 300Z" fill="#2c0a10"/><path d="${PROFILE}" fill="url(#shade)"/><path d="M96 300C80 180 150 70 280 84C380 92 410 150 402 216C360 190 330 190 300 210C250 300 250 380 230 520C200 640 60 660 40 600C90 540 90 420 96 300Z" fill="#2c0a10"/></g>` +
    linear('foot', ['0 #fff6e8 0', '55 #fff6e8 1']) +
    '<rect y="440" width="500" height="310" fill="url(#foot)"/>' +
    text('MARIT SOLANDER', 42, { size: 17, font: 'plain', fill: '#8a4a3a', spacing: 2, x: 140 }) +
    text('TOBIAS WREN', 42, { size: 17, font: 'plain', fill: '#8a4a3a', spacing: 2, x: 370 }) +
    text('The Glass Orchard', 632, { size: 62, font: 'script', weight: 700, fill: '#b3243c' }) +
    text('Everything ripens. Even sorry.', 668, {
      size: 21,
      font: 'book',
      fill: '#7a4a40',
      extra: 'font-style="italic"',
    }) +
    billing(704, '#a98070'),
}

/** Drama and romance. */
export const DAY_SAMPLES: Sample[] = [ninetyDays, riverKept, queenOfSmallHours, glassOrchard]
