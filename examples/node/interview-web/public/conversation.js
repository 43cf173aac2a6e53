// The conversation as a list: what the server says was said, each turn once.
import words from './words.js';

function textOf(turn) {
  if (turn.skipped) return words.skipped;
  if (turn.agreed !== undefined) return turn.agreed ? words.agreed : words.disagreed;
  return turn.text;
}

function lineOf(turn) {
  const line = document.createElement('li');
  line.id = turn.key;
  line.className = turn.who;
  const who = Object.assign(document.createElement('span'), { className: 'unseen', textContent: `${turn.who === 'participant' ? words.you : words.interviewer}: ` });
  const text = document.createElement('p');
  text.dir = 'auto';
  line.append(who, text);
  return line;
}

function write(line, turn) {
  const text = line.querySelector('p');
  if (text.textContent !== textOf(turn)) text.textContent = textOf(turn);
  line.classList.toggle('mute', Boolean(turn.skipped));
}

/** Shows the turns of a view: known ones stay, so that nothing jumps and nothing is read out twice. */
export function showConversation(list, { turns, outcome }) {
  list.querySelector('.pending')?.remove();
  const keys = new Set(turns.map((turn) => turn.key));
  for (const line of [...list.children]) if (!keys.has(line.id)) line.remove();
  turns.forEach((turn, place) => {
    const known = list.children[place];
    const line = known?.id === turn.key ? known : lineOf(turn);
    if (line !== known) list.insertBefore(line, known ?? null);
    write(line, turn);
  });
  // What the participant is asked now stands out: all that was said since they spoke.
  const spoken = turns.findLastIndex((turn) => turn.who === 'participant');
  [...list.children].forEach((line, place) => line.classList.toggle('now', !outcome && place > spoken));
}

/** Shows what the participant just did, until the server has it. */
export function showPending(list, deed) {
  const turn = { consent: { agreed: deed.agreed }, skip: { skipped: true }, say: { text: deed.text }, answer: { text: deed.shown } }[deed.act];
  if (!turn) return;
  for (const line of list.children) line.classList.remove('now');
  const shown = { key: 'pending', who: 'participant', ...turn };
  const line = lineOf(shown);
  line.classList.add('pending');
  write(line, shown);
  list.append(line);
  line.scrollIntoView({ block: 'nearest' });
}
