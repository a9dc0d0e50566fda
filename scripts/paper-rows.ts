/** One training of docs/paper.md: its file in docs/paper, and every option that is not the standard one. */
export interface PaperRow {
  name: string
  options: Record<string, unknown>
}

/** Adam, batch 32, the paper's filters, at most 15 epochs, the best kept when four bring nothing better. */
const PAPER = {
  filter: 'paper',
  epochs: 15,
  earlyStopping: 4,
  batch: 32,
  optimizer: 'adam',
  lr: 0.001,
  seed: 1,
  validation: 0.25,
}
const SMALL = { height: 24, width: 24 }

const MODELS = ['custom-cnn', 'resnet34', 'resnet18', 'vgg16', 'resnet50v2']

const RESNET34 = { ...PAPER, arch: 'resnet34', input: SMALL, balance: true }

/** The rows in the order they are run: those that say most, first. */
export const PAPER_ROWS: readonly PaperRow[] = [
  ...MODELS.flatMap((arch) =>
    [false, true].map((balance) => ({
      name: `${arch}-${balance ? 'after' : 'before'}`,
      options: {
        ...PAPER,
        arch,
        // Five halvings leave nothing of 24 pixels.
        input: arch === 'vgg16' ? { height: 32, width: 32 } : SMALL,
        balance,
      },
    })),
  ),
  {
    name: 'resnet34-augment-then-split',
    options: { ...RESNET34, copiesBeforeSplit: true },
  },
  { name: 'resnet34-2-splits', options: { ...RESNET34, splits: 2 } },
  { name: 'resnet34-4-splits', options: { ...RESNET34, splits: 4 } },
  { name: 'resnet34-sgd', options: { ...RESNET34, optimizer: 'sgd', lr: 0.001 } },
  { name: 'resnet34-sorted', options: { ...RESNET34, order: 'sorted' } },
  {
    name: 'resnet34-168x112',
    // An epoch takes a core a quarter of an hour.
    options: { ...PAPER, arch: 'resnet34', input: { height: 168, width: 112 }, balance: false, epochs: 6 },
  },
]
