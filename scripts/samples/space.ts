import { billing, blur, cloud, fadeMask, linear, radial, repeat, sheet, text, vignette } from './paint.ts'
import type { Sample } from './paint.ts'
import { standing } from './people.ts'

const orbitNine: Sample = {
  title: 'Orbit Nine',
  year: 2016,
  genre: 'Science Fiction',
  grain: 4,
  draw: (random) =>
    linear('space', ['0 #01040f', '60 #061a3c', '100 #01030a']) +
    sheet('url(#space)') +
    cloud({ id: 'nebula', colour: [0.16, 0.5, 0.95], frequency: 0.006, seed: 13, gain: 2.2, bias: -1.05 }) +
    cloud({ id: 'dust', colour: [0.55, 0.15, 0.6], frequency: 0.008, seed: 3, gain: 1.8, bias: -1 }) +
    `<g fill="#fff">${repeat(260, () => `<circle cx="${random(0, 500).toFixed(1)}" cy="${random(0, 750).toFixed(1)}" r="${random(0.2, 1.3).toFixed(2)}" opacity="${random(0.3, 1).toFixed(2)}"/>`)}</g>` +
    blur('halo', 22) +
    radial('sea', ['0 #9fe3ff', '30 #2d83c8', '70 #0b2f66', '100 #020a1c'], 0.72, 0.2, 0.8) +
    '<circle cx="250" cy="280" r="172" fill="#47b7ff" opacity=".75" filter="url(#halo)"/>' +
    '<clipPath id="ball"><circle cx="250" cy="280" r="165"/></clipPath><circle cx="250" cy="280" r="165" fill="url(#sea)"/>' +
    `<g clip-path="url(#ball)">${cloud({ id: 'weather', colour: [1, 1, 1], frequency: '0.008 0.022', seed: 44, gain: 3, bias: -1.6, box: [80, 110, 340, 340] })}` +
    '<circle cx="190" cy="350" r="200" fill="#00030c" opacity=".72" filter="url(#halo)"/></g>' +
    '<g transform="rotate(-16 250 290)" fill="none">' +
    '<path d="M-20 290A270 44 0 0 0 520 290" stroke="#101d30" stroke-width="22"/><path d="M-20 284A270 44 0 0 0 520 284" stroke="#8fdcff" stroke-width="3"/>' +
    '<path d="M-20 299A270 44 0 0 0 520 299" stroke="#ffca7a" stroke-width="2" stroke-dasharray="2 9"/></g>' +
    radial('flare', ['0 #fff 1', '12 #dff5ff .9', '40 #56bcff .35', '100 #56bcff 0']) +
    '<circle cx="378" cy="172" r="130" fill="url(#flare)"/><ellipse cx="378" cy="172" rx="330" ry="3" fill="#e4f7ff" opacity=".8"/>' +
    linear('suit', ['0 #eef5fb', '55 #7d93a8', '100 #16233a'], true) +
    radial('visor', ['0 #ffd9a0', '30 #bd6c2a', '70 #1a1420', '100 #05060c'], 0.7, 0.3, 0.8) +
    '<g transform="translate(250 640) scale(-1 1)"><path d="M-150 130C-150 20 -100 -20 -52 -34L52 -34C100 -20 150 20 150 130Z" fill="url(#suit)"/>' +
    '<circle cy="-86" r="86" fill="url(#suit)"/><ellipse cx="0" cy="-84" rx="66" ry="60" fill="url(#visor)"/><path d="M-40 -112C-24 -132 10 -136 30 -124" stroke="#fff" stroke-width="6" fill="none" opacity=".7" stroke-linecap="round"/>' +
    '<rect x="-40" y="30" width="80" height="56" rx="8" fill="#32445c"/><circle cx="-18" cy="50" r="6" fill="#ff4d3a"/><circle cx="4" cy="50" r="6" fill="#69e08a"/><path d="M-100 20L-70 130M100 20L70 130" stroke="#22334d" stroke-width="10"/></g>' +
    linear('foot', ['0 #01030a 0', '75 #01030a 1']) +
    '<rect y="590" width="500" height="160" fill="url(#foot)"/>' +
    text('NOBODY IS COMING UP TO RELIEVE YOU', 42, { size: 17, fill: '#a7d5f2', spacing: 5 }) +
    text('ORBIT NINE', 690, { size: 86, fill: '#eaf7ff', spacing: 14 }) +
    billing(712, '#6d8aa8'),
}

const quietSignal: Sample = {
  title: 'The Quiet Signal',
  year: 2009,
  genre: 'Science Fiction',
  grain: 5,
  draw: (random) =>
    linear('sky', ['0 #020720', '50 #0b2f86', '78 #3fa4ea', '100 #020a24']) +
    sheet('url(#sky)') +
    cloud({ id: 'nebula', colour: [0.55, 0.3, 0.95], frequency: 0.006, seed: 17, gain: 2, bias: -0.95 }) +
    `<g fill="#fff">${repeat(200, () => `<circle cx="${random(0, 500).toFixed(1)}" cy="${random(0, 540).toFixed(1)}" r="${random(0.3, 1.4).toFixed(2)}" opacity="${random(0.4, 1).toFixed(2)}"/>`)}</g>` +
    radial('world', ['0 #ffd9b0', '45 #d2765a', '100 #2a1030'], 0.3, 0.3, 0.8) +
    '<circle cx="408" cy="330" r="62" fill="url(#world)"/><ellipse cx="408" cy="330" rx="106" ry="16" fill="none" stroke="#ffe2c0" stroke-width="5" opacity=".75" transform="rotate(-18 408 330)"/>' +
    blur('b14', 14) +
    radial('hull', ['0 #7ff3ff', '25 #0f5f78', '70 #061a26', '100 #010509'], 0.5, 0.7, 0.7) +
    '<ellipse cx="250" cy="168" rx="240" ry="74" fill="#3fe0ff" opacity=".5" filter="url(#b14)"/><ellipse cx="250" cy="150" rx="236" ry="58" fill="url(#hull)"/>' +
    '<path d="M150 112C170 62 330 62 350 112Z" fill="#0a2532"/>' +
    `<g fill="#c8fbff">${repeat(19, (index) => {
      const angle = (index / 18) * Math.PI
      return `<circle cx="${250 - Math.cos(angle) * 216}" cy="${156 + Math.sin(angle) * 40}" r="3.4"/>`
    })}</g>` +
    linear('beam', ['0 #dffcff .95', '70 #5fe6ff .4', '100 #5fe6ff .1']) +
    '<path d="M220 190L280 190L390 620L110 620Z" fill="url(#beam)" filter="url(#b14)"/><path d="M236 190L264 190L310 620L190 620Z" fill="#fff" opacity=".45" filter="url(#b14)"/>' +
    `<g fill="#010a10">${repeat(30, (index) => `<rect x="${index * 17 - 4}" y="${580 - random(10, 120) * (Math.abs(index - 14.5) > 4 ? 1 : 0.3)}" width="16" height="260"/>`)}</g>` +
    `<g fill="#8ff4ff">${repeat(120, () => `<rect x="${random(0, 500)}" y="${random(560, 650)}" width="1.6" height="2.4" opacity="${random(0.2, 0.9)}"/>`)}</g>` +
    fadeMask('low', ['60 #000', '85 #fff']) +
    cloud({
      id: 'mist',
      colour: [0.25, 0.75, 0.85],
      frequency: '0.008 0.02',
      seed: 7,
      gain: 1.8,
      bias: -0.8,
      mask: 'low',
    }) +
    standing(250, 640, 120, '#00060a', 0.7) +
    linear('foot', ['0 #00050a 0', '65 #00050a 1']) +
    '<rect y="590" width="500" height="160" fill="url(#foot)"/>' +
    vignette(0.85) +
    text('THE QUIET SIGNAL', 690, { size: 70, fill: '#e2fdff', weight: 700, spacing: 2 }) +
    text('WE STOPPED LISTENING IN 1997. IT DID NOT STOP.', 40, { size: 16, fill: '#a8eef8', spacing: 3 }) +
    billing(706, '#4f8895'),
}

/** Science fiction. */
export const SPACE_SAMPLES: Sample[] = [orbitNine, quietSignal]
