// The participant's page: shows what the server says stands, and hands in what the participant does.
import { Composer } from './composer.js';
import { connect } from './connection.js';
import { showConversation, showPending } from './conversation.js';
import { wireDialogs } from './dialogs.js';
import { element } from './element.js';
import { memory } from './memory.js';
import words from './words.js';

const at = (id) => document.getElementById(id);
const ENDS = { completed: 'endCompleted', stopped: 'endStopped', declined: 'endDeclined', abandoned: 'endAbandoned', withdrawn: 'endWithdrawn' };
const TEXTS = { abandoned: 'endAbandonedText', withdrawn: 'endWithdrawnText' };

// The link's token stands after the #, so that it is never sent to a log.
const token = location.hash.slice(1);
const channel = new BroadcastChannel(`interview-${token.slice(-24)}`);
const composer = new Composer(at('composer'), act);
let view = null;

const connection = connect(token, {
  lost: () => {
    at('thinking').textContent = '';
    notice(words.offline, { text: words.tryNow, press: () => connection.tryNow() });
  },
  back: () => notice(words.back, { for: 6000 }),
});

/** Says something beside the conversation, with a button or for a while. */
function notice(text, more = {}) {
  const line = element('p', { textContent: text });
  at('notice').replaceChildren(...(text ? [line] : []));
  if (more.text) at('notice').append(element('button', { type: 'button', className: 'quiet', textContent: more.text, onclick: more.press }));
  if (more.for) setTimeout(() => line.isConnected && notice(''), more.for);
  if (text) at('notice').scrollIntoView({ block: 'nearest' });
}

function showProgress({ awaits, outcome, progress: { covered, items } }) {
  const where = outcome ? words.over : awaits === 'consent' ? words.before : words.topic.replace('{number}', Math.max(1, covered)).replace('{count}', items);
  at('where').textContent = where;
  at('progress').max = items;
  // The topic in hand is not behind one yet.
  at('progress').value = outcome ? items : Math.max(0, covered - 1);
  at('progress').setAttribute('aria-valuetext', where);
}

function showEnd({ outcome, closing }) {
  at('ended').textContent = words[ENDS[outcome] ?? 'endEarly'];
  at('closing').textContent = (outcome === 'withdrawn' ? null : closing) ?? words[TEXTS[outcome]] ?? '';
  const isKept = !['declined', 'withdrawn'].includes(outcome);
  at('after').textContent = isKept ? `${words.endClose} ${words.endLink}` : words.endClose;
  at('earlier').hidden = !isKept;
}

/** Shows the interview as it stands; `moves` when the participant is led to what is new. */
function show(next, { moves = false } = {}) {
  const isNew = next.revision !== view?.revision || next.awaits !== view?.awaits;
  const isEnd = next.outcome && !view?.outcome;
  view = next;
  showConversation(at('conversation'), view);
  showProgress(view);
  at('thinking').textContent = view.awaits === 'time' ? words.thinking : '';
  document.body.classList.toggle('over', Boolean(view.outcome));
  at('end').hidden = !view.outcome;
  const isAgreed = view.awaits !== 'consent' && !['declined', 'withdrawn'].includes(view.outcome);
  at('tools').hidden = !isAgreed;
  document.querySelector('[data-opens="stop"]').hidden = Boolean(view.outcome);
  if (isEnd) at('earlier').open = false;
  if (view.outcome) showEnd(view);
  composer.show(view);
  if (!isNew || !moves) return;
  if (view.outcome) at('end').focus();
  else composer.focus();
}

/** Hands in what the participant does. The same id again changes nothing, so an answer that was lost is sent once more. */
async function act(deed) {
  // To stop and to withdraw wait for nothing.
  const interrupts = deed.act === 'stop' || deed.act === 'withdraw';
  if (connection.isBusy() && !interrupts) return;
  notice('');
  composer.wait();
  showPending(at('conversation'), deed);
  at('thinking').textContent = words.thinking;
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  await settle(await connection.hand({ id, ...(interrupts ? {} : { revision: view.revision }), ...deed }));
}

async function settle({ view: next, problem }) {
  if (problem === 'moved') {
    show(await connection.look(), { moves: true });
    notice(words.moved);
  } else if (problem) {
    show(view);
    composer.focus();
    notice(problem === 'tooLarge' ? words.refusedLong : words.refused);
  } else {
    memory.forget('draft');
    composer.forget();
    show(next, { moves: true });
    channel.postMessage('on');
  }
}

/** Keeps in step with another window, on this device or elsewhere. */
async function keepUp() {
  if (document.hidden || connection.isBusy()) return;
  const next = await connection.peek();
  if (!next || connection.isBusy() || next.revision < view.revision) return;
  if (next.revision === view.revision && next.awaits === view.awaits) return;
  show(next);
}

async function begin() {
  const unfinished = memory.get('unfinished');
  show(await connection.look());
  document.body.classList.add('ready');
  if (unfinished) {
    composer.wait();
    showPending(at('conversation'), unfinished);
    await settle(await connection.hand(unfinished));
  }
  if (view.outcome) at('end').focus();
  channel.addEventListener('message', keepUp);
  for (const event of ['focus', 'online', 'pageshow']) addEventListener(event, keepUp);
  document.addEventListener('visibilitychange', keepUp);
  for (;;) {
    await new Promise((done) => setTimeout(done, view.awaits === 'time' ? 1000 : 5000));
    await keepUp();
  }
}

// A link would put its own name after the # and lose the token.
document.querySelector('.past').addEventListener('click', () => (view?.outcome ? at('end').focus() : composer.focus()));
addEventListener('hashchange', () => location.reload());
wireDialogs({ address: `${location.origin}/talk#${token}`, act, words });
begin();
