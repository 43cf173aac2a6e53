// What the page shows of an interview: everything said so far, once, and what is open now.
import { scaleOf } from './scale.mjs';

/** How an answer that is not in words reads in the conversation. */
function inWords({ answer }, given, language) {
  if (given.type === 'number') return String(given.value);
  const chosen = given.options.map((id) => answer.options.find((option) => option.id === id)?.text ?? id);
  return answer.type === 'ranking' ? chosen.map((text, at) => `${at + 1}. ${text}`).join('\n') : new Intl.ListFormat(language).format(chosen);
}

/** What the participant did about a message where the transcript holds no words: agreed, rated, chose, skipped. */
function deed(turn, { state, guide, language }) {
  const { type, item: id } = turn.purpose;
  if (type === 'consent') return state.awaits === 'consent' ? null : { agreed: state.outcome !== 'declined' };
  const item = guide.items.find((one) => one.id === id);
  if (!item) return null;
  const given = state.given[id];
  if (given && item.answer.type !== 'open') return { text: inWords(item, given, language) };
  const { status } = state.ledger.find((entry) => entry.item === id);
  return status.type === 'declined' ? { skipped: true } : null;
}

/** What a message of the interviewer is about: an item, or the consent. */
const topic = ({ purpose }) => (purpose.type === 'consent' ? 'consent' : purpose.item);

/** The turns in order. Each has a key of its own, by which a page knows it again. */
function turnsOf(about) {
  const told = about.state.turns.filter((turn) => turn.text && turn.purpose?.type !== 'closing');
  const last = new Map(told.filter((turn) => turn.purpose).map((turn) => [topic(turn), turn.number]));
  return told.flatMap((turn, at) => {
    const said = { key: `t${turn.number}`, who: turn.purpose ? 'interviewer' : 'participant', text: turn.text };
    const isOpen = at === told.length - 1 && about.state.outcome === null;
    const isAnswered = told[at + 1]?.purpose === null;
    if (!turn.purpose || isOpen || isAnswered || last.get(topic(turn)) !== turn.number) return [said];
    const done = deed(turn, about);
    return done ? [said, { key: `d${turn.number}`, who: 'participant', ...done }] : [said];
  });
}

/** The view of an interview, from its state and what its last step showed. */
export function viewOf({ state, guide, reply, language }) {
  const outcome = state.outcome ?? null;
  const message = outcome || state.awaits === 'time' ? null : reply.messages.at(-1);
  const closing = state.turns.findLast((turn) => turn.purpose?.type === 'closing' && turn.text);
  return {
    revision: state.revision,
    awaits: state.awaits,
    outcome,
    progress: state.progress,
    turns: turnsOf({ state: { ...state, outcome }, guide, language }),
    question: message ? { turn: `t${message.turn}`, answer: message.answer, scale: scaleOf(message) } : null,
    closing: closing?.text ?? null,
  };
}
