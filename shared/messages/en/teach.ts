/** Teaching: what there is to learn from, what came of it, and the versions of the model. */
export const teach = {
  title: 'Teach',
  loading: 'Looking up what there is to learn from',
  cannotShow: 'Teaching cannot be shown',
  safe: 'Your labels and files are not touched. You can go back at any time.',
  inUse: 'model {number} is in use',
  inUseLearned:
    'model {number} is in use, learned from {count} correction | model {number} is in use, learned from {count} corrections',

  corrections: '{count} correction to learn from | {count} corrections to learn from',
  act: 'Teach from {count} correction | Teach from {count} corrections',
  newOnes: '{count} of them given since the last teaching. | {count} of them given since the last teaching.',
  noneNew: 'None of them was given since the last teaching: the same corrections teach the same.',
  audits:
    'Films that chance draws for the review tell best how good a model is: {done} of {needed} are answered. Until then a quarter of the films you judged is kept aside to tell by.',
  auditsDone: 'What is learned is told good or bad by the films that chance drew for the review.',
  nothing: 'There is nothing to learn from yet',
  nothingText:
    'Say of some posters what they are and what they are not, on the wall or in the review. The model learns from that what its training could not know.',
  missing:
    '{count} more film has to be looked through before another attempt: on the same films, one of many attempts looks good by luck. | {count} more films have to be looked through before another attempt: on the same films, one of many attempts looks good by luck.',
  missingFirst:
    '{count} more film has to be looked through first (confirm it, or answer the review): by fewer it cannot be told whether anything got better. | {count} more films have to be looked through first (confirm them, or answer the review): by fewer it cannot be told whether anything got better.',
  readOnly: 'The catalog can only be read now, so nothing can be learned.',
  toReview: 'To the review',
  sinceLast: '{count} correction since the last teaching | {count} corrections since the last teaching',

  learning: 'Learning from your corrections',
  changing: 'The model is being changed',
  changingText: 'Every poster is scored anew from what is stored of it. No picture is read again.',
  learningText: 'The model in use stays as it is until you say otherwise.',

  outcome: {
    better: 'Better: use it?',
    unproven: 'Probably better: look before you use it',
    noGain: 'No change needed',
    worse: 'Not better: nothing changes',
    notEnough: 'Not enough yet',
  },
  reason: {
    proven:
      'On films it was not taught with, its answers fit yours better, beyond what chance gives, and it forgot nothing that counts.',
    'not-proven':
      'On films it was not taught with, its answers fit yours better, but that may still be chance. Nothing that counts was forgotten.',
    'no-replay':
      'On films it was not taught with, its answers fit yours better. Whether it forgot anything cannot be told: no films were kept for that.',
    'no-gain': 'As far as can be told, the answers of the model in use fit yours just as well. It stays.',
    'less-agreement':
      'On films it was not taught with, its answers fit yours less well than those of the model in use, which stays.',
    forgets: 'It learned from you and forgot too much of other films. The model in use stays.',
    'may-forget':
      'It learned from you, but may have forgotten too much of other films. The model in use stays.',
    'below-bundled':
      'With it, all teachings together would be worse than the model that came with Onesheet. The model in use stays.',
    'no-pattern':
      'Your corrections follow nothing that the model can see on posters, so it cannot learn them. They hold all the same.',
    'no-verdicts': 'Nothing was said yet that can be learned from.',
    'few-examples':
      'No genre has enough films yet: five that are of it and five that are not. Films that are kept aside to tell by do not count.',
    'few-new-films': 'Too few films were judged since the last attempt for another one to tell anything.',
    'few-judges':
      'Too few films are left to tell by: fifteen that nothing was learned from, with an answer to a genre that was.',
  },
  nearest: 'Nearest to it: {genres}.',
  genreCounts: '{genre} ({yes} yes, {no} no)',
  putOff: 'Put off: what was learned before',
  use: 'Use it',
  notNow: 'Not now',
  usedTitle: 'Model {number} is in use',
  usedText: 'It learned from {count} correction. | It learned from {count} corrections.',

  answers: 'What would be different',
  agreesMore: 'agrees with {count} more of your corrections | agrees with {count} more of your corrections',
  agreesSame: 'agrees with as many of your corrections as before',
  agreesLess: 'agrees with {count} fewer of your corrections | agrees with {count} fewer of your corrections',
  agreesHow: '{after} of {verdicts} instead of {before}; on films it was not taught with, {judged}',
  agreesJudged: '{after} of {verdicts} instead of {before}',
  wouldChange: 'poster would change | posters would change',
  didChange: 'poster changed | posters changed',
  wouldChangeHow: '{gain} gain a genre, {lose} lose one, {swap} swap.',
  didChangeHow: '{gain} gained a genre, {lose} lost one, {swap} swapped.',
  changeOrder: 'The most changed first, below.',
  changeNone: 'The same genres stay likely on each.',
  keptYes: 'kept the old skill: yes',
  keptNo: 'kept the old skill: no',
  keptMaybe: 'kept the old skill: not certain',
  keptUnknown: 'kept the old skill: cannot be told',
  keptHow:
    'points on {films} film kept for this; at most {allowed} may be lost | points on {films} films kept for this; at most {allowed} may be lost',
  keptHowMaybe:
    'points on {films} film kept for this, perhaps {upper}; more than {allowed} is too much | points on {films} films kept for this, perhaps {upper}; more than {allowed} is too much',
  keptUnknownHow: 'The model came without films that were kept for this.',
  chance: 'Chance that it is better: {share}.',
  judgedAudit:
    'Told by {count} film that chance drew for the review. | Told by {count} films that chance drew for the review.',
  judgedPicked:
    'Told by {count} film you picked; from {needed} answers to the review’s draws on, those tell. | Told by {count} films you picked; from {needed} answers to the review’s draws on, those tell.',
  attempt: 'Attempt {attempt} since the model was last changed by teaching.',
  took: 'Learned in {seconds} s.',

  changes: 'What would change',
  changesOf: 'Posters by the genre that they gain or lose',
  allGenres: 'All genres',
  genreOption: '{genre} ({count})',
  export: 'Export list',
  exported: 'Saved as {file}.',
  fileName: 'would-change',
  changesLoading: 'Looking for posters that would change',
  changesNone: 'No poster would gain or lose this genre.',
  more: '{count} more | {count} more',
  added: '{genre}: would be likely',
  removed: '{genre}: would not be likely any more',

  learned: 'What was learned, genre by genre',
  learnedHint:
    'Average precision is on the films that tell good from bad. It is shown to look at, and decides nothing.',
  what: 'Learned',
  yes: 'Yes',
  no: 'No',
  precisionBefore: 'Precision before',
  precisionAfter: 'after',
  tooFew: 'too few to tell',
  tier: {
    unchanged: 'nothing: too few films',
    bias: 'how often it occurs',
    scale: 'how often, how certain',
    vector: 'how often, how certain, how it looks',
  },

  versions: 'Versions',
  versionsText:
    'Every model that was in use. Any of them can be used again: all posters are then scored with it, and your labels stay.',
  version: 'Model {number}',
  now: 'in use',
  bundled: 'came with Onesheet',
  versionAgrees:
    'of {verdicts} answers on films that it was not taught with, it agreed with {after} instead of {before}',
  versionLearned:
    'learned from {count} correction, from model {parent} | learned from {count} corrections, from model {parent}',
  versionLearnedAlone: 'learned from {count} correction | learned from {count} corrections',
  useThis: 'Use this one',
  useThisSpoken: 'Use model {number}',
  goBack: 'Go back to model {number}',
  nowInUse: 'Model {number} is in use.',
  advice:
    'Model {number} contradicts {contradicted} of the {verdicts} verdicts given since it is in use; model {earlier} would contradict {before}. Going back may be better.',
  lookAtIt: 'Look at it',
  undoLearned: 'The model in use has learned from it; teach again to take that back.',
}
