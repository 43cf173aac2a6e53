// The brand's colour as custom properties that can be read: whatever accent is given, text in it and on it keeps a contrast of 4.5 to 1.
const PAPER = { light: '#faf9f6', dark: '#15171a' };
const ENOUGH = 4.8;

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const hex = (parts) => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mixed = (from, to, share) => hex(channels(from).map((part, at) => part + (channels(to)[at] - part) * share));

function luminance(color) {
  const [red, green, blue] = channels(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21, as WCAG defines it. */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour, moved towards an end until it can be read on the paper. */
function legible(color, paper, end) {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mixed(color, end, share);
    if (contrast(candidate, paper) >= ENOUGH) return candidate;
  }
  return end;
}

function properties(color, paper, end) {
  const accent = legible(color, paper, end);
  const on = contrast(accent, '#ffffff') >= contrast(accent, '#101214') ? '#ffffff' : '#101214';
  return `--paper:${paper};--accent:${accent};--on-accent:${on};--tint:${mixed(paper, accent, 0.09)};`;
}

/** The style sheet of a brand. */
export function brandStyle({ accent = '#1f5fa8', accentDark = accent }) {
  for (const color of [accent, accentDark]) {
    if (!/^#[0-9a-f]{6}$/i.test(color)) throw new Error(`brand.accent: \`${color}\` is no colour such as #5b3fa6`);
  }
  const [light, dark] = [properties(accent, PAPER.light, '#000000'), properties(accentDark, PAPER.dark, '#ffffff')];
  return `:root{${light}}\n@media (prefers-color-scheme:dark){:root{${dark}}}\n`;
}
