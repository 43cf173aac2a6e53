// The numbers that a question offers, with what their ends mean: as the core tells them.

/** The scale of a message; null where no number is asked for. */
export function scaleOf({ answer, scale }) {
  if (scale) return scale;
  if (answer.type === 'number') return { low: answer.low, high: answer.high, low_label: '', high_label: '' };
  return null;
}
