/** The review: one question at a time. */
export const review = {
  title: 'Review',
  lately: 'you changed something in {changed} of the last {count}',
  latelyNone: 'nothing answered yet',
  place: '{index} of {count} · {reason}',
  reason: {
    audit: 'drawn by chance, to see how good the model is',
    uncertain: 'asked because the model is unsure about {genre}',
    disagree: 'asked because the poster and the NFO disagree',
    verdictYes: 'asked because the model is strongly against your yes to {genre}',
    verdictNo: 'asked because the model is strongly against your no to {genre}',
    rare: 'asked because few posters are known to be {genre}',
    open: 'asked because nobody has looked at it yet',
  },
}
