import type { EpochRow } from '#engine/training/trainer/history.ts'
import type { PanelLine } from './line-panels.ts'
import { COLOURS, linePanels } from './line-panels.ts'

/** Accuracy on training and validation pictures beside predicting nothing, and macro mAP, over the epochs. */
export function paperCurve(title: string, epochs: readonly EpochRow[], best: number): string {
  const line = (
    name: string,
    color: string,
    panel: PanelLine['panel'],
    value: (row: EpochRow) => number | null,
  ): PanelLine => ({ name, color, panel, points: epochs.map((row) => [row.epoch, value(row)]) })
  return linePanels({
    title: `${title} (best: epoch ${best})`,
    names: ['accuracy', 'macro mAP'],
    x: { last: Math.max(2, epochs.length) },
    lines: [
      line('training', COLOURS.grey, 0, (row) => row.trainAccuracy),
      line('validation', COLOURS.blue, 0, (row) => row.perLabelAccuracy),
      line('predicting nothing', COLOURS.orange, 0, (row) => row.predictNothingAccuracy),
      line('macro mAP', COLOURS.green, 1, (row) => row.macroMAP),
    ],
  })
}
