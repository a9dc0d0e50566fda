import type { ModelManifest } from '#engine/model/manifest.ts'
import type { CrossFit } from '#engine/training/levels.ts'
import type { Measures } from '#shared/contract/models.ts'

export const STARTER_NOTICE = `Onesheet starter model

MobileNetV2 1.0, fine-tuned in all its layers by the Onesheet authors.
The fine-tuning started from ImageNet weights of the ONNX model zoo (GluonCV's MobileNetV2 1.0), licensed under the
Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0

The genre labels it was trained on are TMDB's, as published in The Movies Dataset. This product uses TMDB data but is
not endorsed or certified by TMDB. No poster is part of this model or of this program.
`

const rate = (value: number | null) => (value === null ? '–' : value.toFixed(3))

/** The model card, from figures measured by this program. */
export function starterCard(manifest: ModelManifest, measures: Measures, crossFit: CrossFit): string {
  const rows = measures.perGenre.map((genre, index) => {
    const level = manifest.levels[index]
    const held = crossFit.perGenre[index]
    return `| ${genre.name} | ${rate(genre.prevalence)} | ${rate(genre.ap)} | ${rate(level?.likely ?? null)} | ${rate(held?.likelyPrecision ?? null)} | ${rate(level?.maybe ?? null)} | ${rate(held?.maybePrecision ?? null)} |`
  })
  return `# Starter model

A first real model: it says which of twenty genres a film's poster looks like. It stays until one made by Onesheet's own
trainer replaces it.

- **Network**: MobileNetV2 1.0, input 240 × 160 (height × width) RGB, embedding of 1,280 values, one linear layer to twenty
  logits, a sigmoid each. All layers fine-tuned for six epochs (AdamW, one-cycle rate, crop, flip, brightness, binary
  cross-entropy) from ImageNet weights (Apache-2.0, see NOTICE).
- **Data**: ${manifest.trainedOn}; genres from TMDB. Another human source agrees with these labels with F1 0.80: they are
  noisy. Posters of films before 1980 are a fifth of them.
- **Judged on** ${measures.films} films it was not trained on, through the program's own decoding and its stored embeddings.

| measure | value | predict nothing / prevalence |
|---|---|---|
| macro mAP (${measures.genresAveraged} genres) | ${rate(measures.macroMAP)} | ${rate(measures.perGenre.reduce((sum, genre) => sum + genre.prevalence, 0) / measures.perGenre.length)} |
| its 95 % interval | ${measures.macroMAPInterval?.map(rate).join(' – ') ?? '–'} | |
| macro mAP without Foreign and TV Movie | ${rate(measures.macroMAP18)} | |
| micro mAP | ${rate(measures.microMAP)} | |
| per-label accuracy at 0.5 | ${rate(measures.perLabelAccuracy)} | ${rate(measures.predictNothingAccuracy)} |
| one of the top 3 right | ${rate(measures.top3Hit)} | |

**Levels**, cross-fitted in five folds: what is called *likely* was right ${rate(crossFit.likely.precision)} of the time
(${crossFit.likely.perPoster.toFixed(2)} per poster, recall ${rate(crossFit.likely.recall)}); *maybe* or better ${rate(crossFit.maybe.precision)}
(${crossFit.maybe.perPoster.toFixed(2)} per poster). A genre without a likely level is weak: it is offered as a ranked list only.

| genre | prevalence | AP | likely from | right | maybe from | right |
|---|---|---|---|---|---|---|
${rows.join('\n')}

**Limits.** It sees a small picture and nothing else: no title, no cast. Foreign and TV Movie say nothing a poster shows.
It has seen mostly English-language film posters between 1980 and 2017; drawn art, series and music covers are foreign to
it. It must not be used to judge people.
`
}
