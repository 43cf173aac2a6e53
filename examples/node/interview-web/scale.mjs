// The numbers that a question offers, with what their ends mean: as the core tells them.

// Until the core that is installed tells the ends of a rating (`message.scale`), these are the ranges of its instruments.
const RANGES = { ces: [1, 7], csat: [0, 10], nps: [0, 10] };

/** The scale of a message; null where no number is asked for. */
export function scaleOf({ answer, scale }) {
  if (scale) return scale;
  if (answer.type === 'number') return { low: answer.low, high: answer.high, low_label: '', high_label: '' };
  if (answer.type !== 'rating') return null;
  const [low, high] = RANGES[answer.instrument];
  return { low, high, low_label: '', high_label: '' };
}
