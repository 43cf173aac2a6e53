// The participant's page. The link's token stands after the #, so that it is never sent to a log.
const token = location.hash.slice(1);
const at = (id) => document.getElementById(id);
const [log, status, words, choice, tools] = ['log', 'status', 'words', 'choice', 'tools'].map(at);
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

function show(text, mine) {
  const line = document.createElement('p');
  if (mine) line.className = 'mine';
  line.lang = navigator.language;
  line.textContent = text;
  log.append(line);
  line.scrollIntoView({ block: 'end' });
  return line;
}

function progress({ covered, items }) {
  at('progress').max = items;
  at('progress').value = covered;
  at('progress').textContent = `${covered} of ${items}`;
}

/** Shows how the open question is answered. */
function ask(question) {
  const answer = question?.answer ?? { type: 'open' };
  const open = answer.type === 'open';
  words.hidden = !open;
  choice.hidden = open;
  tools.hidden = false;
  if (open) {
    at('text').value = '';
    at('text').focus();
    return;
  }
  const ranges = { ces: [1, 7], csat: [1, 10], nps: [0, 10] };
  const [low, high] = answer.type === 'rating' ? ranges[answer.instrument] : [answer.low, answer.high];
  const options = answer.options ?? Array.from({ length: high - low + 1 }, (_, step) => ({ id: String(low + step), text: String(low + step) }));
  at('legend').textContent = question.text;
  at('options').replaceChildren(
    ...options.map(({ id, text }) => {
      const label = document.createElement('label');
      const input = Object.assign(document.createElement('input'), { type: answer.type === 'multiple_choice' ? 'checkbox' : 'radio', name: 'given', value: id });
      label.append(input, text);
      return label;
    }),
  );
  choice.dataset.kind = answer.options ? 'choices' : 'number';
  choice.querySelector('input').focus();
}

function end(outcome) {
  for (const one of [words, choice, tools]) one.hidden = true;
  at('end').hidden = false;
  at('withdraw').hidden = outcome === 'withdrawn';
  at('thanks').textContent = outcome === 'withdrawn' ? 'What you said has been erased.' : 'You can close this page. With your link you can come back and withdraw what you said.';
}

/** Reads the parts of a stream as they come. */
async function* parts(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value;
    const frames = rest.split('\n\n');
    rest = frames.pop();
    for (const frame of frames) if (frame.startsWith('data: {')) yield JSON.parse(frame.slice(6));
  }
}

let busy = false;

async function act(body) {
  if (busy) return;
  busy = true;
  status.textContent = 'One moment …';
  for (const button of document.querySelectorAll('button')) button.disabled = true;
  // The same id again changes nothing, so a lost answer may be sent twice.
  const request = { method: 'POST', headers, body: JSON.stringify({ id: crypto.randomUUID(), ...body }) };
  let question = null;
  let outcome = null;
  try {
    const response = await fetch('/talk/act', request).catch(() => fetch('/talk/act', request));
    if (!response.ok) throw new Error((await response.json()).error);
    let line;
    status.textContent = '';
    for await (const part of parts(response)) {
      if (part.type === 'text-start') line = show('', false);
      if (part.type === 'text-delta') line.textContent += part.delta;
      if (part.type === 'data-question') question = { text: line?.textContent, ...part.data };
      if (part.type === 'data-progress') progress(part.data);
      if (part.type === 'data-outcome') outcome = part.data.outcome;
      if (part.type === 'error') throw new Error(part.errorText);
    }
  } catch (error) {
    status.textContent = `${error.message}. Please send it again.`;
    return;
  } finally {
    busy = false;
    for (const button of document.querySelectorAll('button')) button.disabled = false;
  }
  if (outcome) end(outcome);
  else ask(question);
}

words.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('text').value.trim();
  if (!text || busy) return;
  show(text, true);
  act({ act: 'say', text });
});
choice.addEventListener('submit', (event) => {
  event.preventDefault();
  const options = [...choice.querySelectorAll('input:checked')].map((input) => input.value);
  if (options.length === 0 || busy) return;
  show(options.join(', '), true);
  act({ act: 'answer', answer: choice.dataset.kind === 'number' ? Number(options[0]) : options });
});
at('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    words.requestSubmit();
  }
});
at('skip').addEventListener('click', () => act({ act: 'skip' }));
at('stop').addEventListener('click', () => act({ act: 'stop' }));
at('withdraw').addEventListener('click', () => act({ act: 'withdraw' }));
at('copy').addEventListener('click', async () => {
  await navigator.clipboard?.writeText(location.href);
  status.textContent = 'The link is copied.';
});

const response = await fetch('/talk/state', { headers });
if (response.ok) {
  const state = await response.json();
  for (const turn of state.turns) show(turn.text, !turn.interviewer);
  progress(state.progress);
  if (state.outcome) end(state.outcome);
  else ask(state.question);
} else {
  status.textContent = (await response.json()).error;
}
