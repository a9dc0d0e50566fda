import { billing, cloud, fray, linear, radial, repeat, sheet, text, vignette } from './paint.ts'
import type { Random, Sample } from './paint.ts'
import { standing } from './people.ts'

/** Fire and smoke around a point. */
function explosion(random: Random, x: number, y: number, size: number): string {
  return (
    radial('blast', ['0 #fffbe0 1', '18 #ffe07a 1', '42 #ff8a1c .9', '70 #b32a06 .55', '100 #3a0a02 0']) +
    fray('fire', 0.018, 90, 7, 1) +
    `<g filter="url(#fire)"><circle cx="${x}" cy="${y}" r="${size}" fill="url(#blast)"/>${repeat(16, () => `<circle cx="${x + random(-0.8, 0.8) * size}" cy="${y + random(-0.9, 0.5) * size}" r="${size * random(0.15, 0.4)}" fill="url(#blast)"/>`)}</g>` +
    `<g fill="#ffd88a">${repeat(140, () => {
      const angle = random(0, 6.283)
      const reach = size * random(0.3, 1.7)
      return `<circle cx="${x + Math.cos(angle) * reach}" cy="${y + Math.sin(angle) * reach}" r="${random(0.6, 2.6)}" opacity="${random(0.4, 1)}"/>`
    })}</g>`
  )
}

const redlineCounty: Sample = {
  title: 'Redline County',
  year: 1986,
  genre: 'Action',
  grain: 6,
  draw: (random) =>
    linear('heat', ['0 #3a1004', '50 #d24a0a', '100 #2a0a02']) +
    sheet('url(#heat)') +
    explosion(random, 250, 290, 270) +
    cloud({ id: 'smoke', colour: [0.05, 0.03, 0.03], frequency: 0.012, seed: 51, gain: 2.6, bias: -1.5 }) +
    linear('top', ['0 #120402 .95', '100 #120402 0']) +
    '<rect width="500" height="110" fill="url(#top)"/>' +
    standing(110, 600, 400, '#0d0504', 0.6, 'rifle') +
    standing(396, 600, 390, '#0d0504', 0.6) +
    standing(250, 640, 500, '#060202', 0.8, 'rifle') +
    linear('paint', ['0 #ff5a3a', '45 #c21a10', '100 #3a0604']) +
    linear('chrome', ['0 #fdfdfd', '50 #5a5a5f', '100 #d8d8dc']) +
    radial('lamp', ['0 #fff 1', '25 #fff3c0 .9', '100 #ffc85a 0']) +
    '<g transform="translate(250 0)"><path d="M-110 500L-84 440H84L110 500Z" fill="#120a0a"/><path d="M-98 496L-78 450H78L98 496Z" fill="#2c3a44"/><path d="M-190 610C-190 530 -170 506 -120 498H120C170 506 190 530 190 610Z" fill="url(#paint)"/>' +
    '<path d="M-60 500L-40 596H40L60 500Z" fill="#ffd23c" opacity=".9"/><rect x="-150" y="540" width="300" height="46" rx="10" fill="#0a0708"/><rect x="-176" y="588" width="352" height="24" rx="8" fill="url(#chrome)"/>' +
    '<circle cx="-126" cy="562" r="22" fill="#fff6d0"/><circle cx="126" cy="562" r="22" fill="#fff6d0"/><circle cx="-126" cy="562" r="80" fill="url(#lamp)"/><circle cx="126" cy="562" r="80" fill="url(#lamp)"/><rect x="-182" y="600" width="64" height="50" rx="8" fill="#050404"/><rect x="118" y="600" width="64" height="50" rx="8" fill="#050404"/></g>' +
    linear('foot', ['0 #060302 0', '50 #060302 1']) +
    '<rect y="580" width="500" height="170" fill="url(#foot)"/>' +
    linear('steel', ['0 #fff', '48 #ffd9a0', '52 #e0571c', '100 #ffb04a']) +
    text('REDLINE COUNTY', 682, {
      size: 78,
      fill: 'url(#steel)',
      weight: 700,
      extra: 'transform="skewX(-8) translate(92 0)"',
    }) +
    text('THE LAW HAS A LIMIT. THEY DON’T.', 40, { size: 20, fill: '#ffe2b0', weight: 700, spacing: 4 }) +
    billing(706, '#a08070') +
    vignette(0.6),
}

/** A helmeted man with a rifle, in silhouette. */
function soldier(x: number, y: number, height: number): string {
  return (
    standing(x, y, height, '#0a0906', 0.8, 'rifle') +
    `<path transform="translate(${x} ${y}) scale(${height / 100})" d="M-9.5 -92C-9 -104 9 -104 9.5 -92Z" fill="#0a0906"/>`
  )
}

const ironMeridian: Sample = {
  title: 'Iron Meridian',
  year: 1971,
  genre: 'Action',
  grain: 7,
  draw: (random) =>
    linear('sky', ['0 #1c2622', '50 #c07a2a', '75 #e0a04a', '100 #1a1810']) +
    sheet('url(#sky)') +
    cloud({
      id: 'smoke',
      colour: [0.1, 0.09, 0.07],
      frequency: '0.006 0.012',
      seed: 61,
      gain: 3,
      bias: -1.4,
    }) +
    explosion(random, 250, 330, 240) +
    cloud({ id: 'soot', colour: [0.08, 0.07, 0.05], frequency: 0.011, seed: 14, gain: 2.6, bias: -1.5 }) +
    `<g fill="#15140e">${repeat(3, (index) => `<g transform="translate(${90 + index * 165} ${210 - index * 50}) scale(${1 - index * 0.18})"><path d="M-40 0C-30 -16 20 -18 34 -2L80 -8L82 -20L90 -6L36 10C10 18 -30 16 -40 0Z"/><rect x="-70" y="-24" width="130" height="3"/><rect x="-6" y="-24" width="5" height="12"/></g>`)}</g>` +
    fray('ground', 0.04, 20, 3) +
    '<g filter="url(#ground)"><path d="M-20 560C120 520 240 560 520 500V780H-20Z" fill="#14120b"/></g>' +
    soldier(75, 590, 270) +
    soldier(165, 600, 330) +
    soldier(430, 590, 270) +
    soldier(345, 600, 330) +
    soldier(255, 620, 400) +
    linear('foot', ['0 #080704 0', '40 #080704 1']) +
    '<rect y="560" width="500" height="190" fill="url(#foot)"/>' +
    text('IRON MERIDIAN', 676, { size: 84, fill: '#e8b04a', weight: 700, extra: 'filter="url(#worn)"' }) +
    fray('worn', 0.15, 3, 4) +
    text('FIVE MEN. ONE LINE ON THE MAP.', 44, { size: 20, fill: '#d9cba8', spacing: 5 }) +
    billing(704, '#857a5c') +
    vignette(0.7),
}

/** Action. */
export const LOUD_SAMPLES: Sample[] = [redlineCounty, ironMeridian]
