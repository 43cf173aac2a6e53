// One control for each answer format. `given()` is what would be sent, null while it is not an answer yet.
import { element } from './element.js';
import words from './words.js';

const LONGEST = 5000;
const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);

/** The control of a question. */
export function controlFor(question) {
  const makers = { open, rating, number, single_choice: single, multiple_choice: multiple, ranking };
  return makers[question.answer.type](question);
}

/** A group that is described by the question, which stands in the conversation and is not said again. */
function group(question, hint, ...children) {
  const fieldset = element('fieldset', {}, element('legend', { className: hint ? 'hint' : 'unseen', textContent: hint || words.answer }), ...children);
  fieldset.setAttribute('aria-describedby', question.turn);
  return fieldset;
}

function open(question) {
  const field = element('textarea', { id: 'text', rows: 3, maxLength: LONGEST, placeholder: words.placeholder });
  field.setAttribute('aria-describedby', question.turn);
  field.addEventListener('keydown', (event) => {
    // Enter sends, as in any chat; with Shift, or on a keyboard without one at hand, it begins a line. While an input method composes, it is its own.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  // The direction is that of what is written, and the page's own before anything is.
  const turn = () => (field.dir = field.value ? 'auto' : '');
  field.addEventListener('input', turn);
  const label = element('label', { className: 'unseen', htmlFor: 'text', textContent: words.answer });
  return {
    element: element('div', {}, label, field),
    given: () => (field.value.trim() ? { act: 'say', text: field.value.trim() } : null),
    text: () => field.value,
    write: (text) => {
      field.value = text;
      turn();
    },
  };
}

function picks(type, options) {
  return options.map(({ id, text }) => {
    const input = element('input', { type, name: 'given', value: id });
    return { input, label: element('label', { className: 'pick' }, input, element('span', { textContent: text })) };
  });
}

const checked = (made) => made.filter(({ input }) => input.checked).map(({ input }) => input.value);

function rating(question) {
  const { low, high, low_label: lowest, high_label: highest } = question.scale;
  const numbers = Array.from({ length: high - low + 1 }, (_, step) => ({ id: String(low + step), text: String(low + step) }));
  const made = picks('radio', numbers);
  const scale = element('div', { className: 'scale' }, ...made.map(({ label }) => label));
  // Where there is not room for all in a row that fingers can hit, they stand in two.
  scale.style.setProperty('--count', numbers.length);
  scale.style.setProperty('--columns', numbers.length > 7 ? Math.ceil(numbers.length / 2) : numbers.length);
  const ends = element('div', { className: 'ends', hidden: !lowest && !highest }, element('span', { textContent: `${low}: ${lowest}` }), element('span', { textContent: `${high}: ${highest}` }));
  if (lowest) made[0].input.setAttribute('aria-label', `${low}, ${lowest}`);
  if (highest) made.at(-1).input.setAttribute('aria-label', `${high}, ${highest}`);
  return {
    element: group(question, lowest || highest ? '' : fill(words.from, { low, high }), scale, ends),
    given: () => (checked(made).length ? { act: 'answer', answer: { type: 'number', value: Number(checked(made)[0]) }, shown: checked(made)[0] } : null),
  };
}

function number(question) {
  const { low, high } = question.scale;
  const field = element('input', { id: 'number', type: 'number', min: low, max: high, step: 1, inputMode: low < 0 ? 'text' : 'numeric', autocomplete: 'off', dir: 'ltr' });
  field.setAttribute('aria-describedby', question.turn);
  const label = element('label', { className: 'hint', htmlFor: 'number', textContent: fill(words.from, { low, high }) });
  return {
    element: element('div', {}, label, field),
    given: () => (field.value !== '' && field.validity.valid ? { act: 'answer', answer: { type: 'number', value: Number(field.value) }, shown: field.value } : null),
  };
}

const chosen = (options, ids) => ({ act: 'answer', answer: { type: 'choices', options: ids }, shown: ids.map((id) => options.find((option) => option.id === id).text).join(', ') });

function single(question) {
  const { options } = question.answer;
  const made = picks('radio', options);
  return {
    element: group(question, words.chooseOne, element('div', { className: 'picks' }, ...made.map(({ label }) => label))),
    given: () => (checked(made).length ? chosen(options, checked(made)) : null),
  };
}

function multiple(question) {
  const { options, least, most } = question.answer;
  const made = picks('checkbox', options);
  const hint = least === most ? fill(words.chooseExactly, { count: most }) : fill(words.chooseBetween, { least, most });
  const fieldset = group(question, hint, element('div', { className: 'picks' }, ...made.map(({ label }) => label)));
  const limit = () => {
    const isFull = checked(made).length >= most;
    for (const { input } of made) input.disabled = isFull && !input.checked;
  };
  fieldset.addEventListener('change', limit);
  return {
    element: fieldset,
    given: () => {
      limit();
      return checked(made).length >= Math.max(1, least) ? chosen(options, checked(made)) : null;
    },
  };
}

function ranking(question) {
  const { options } = question.answer;
  const order = [];
  const buttons = options.map(({ id, text }) => {
    const place = element('span', { className: 'place' });
    place.setAttribute('aria-hidden', 'true');
    const button = element('button', { type: 'button', className: 'pick' }, place, element('span', { textContent: text }));
    button.addEventListener('click', () => {
      if (order.includes(id)) order.splice(order.indexOf(id), 1);
      else order.push(id);
      renumber();
      button.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return { id, text, place, button };
  });
  const renumber = () => {
    for (const { id, text, place, button } of buttons) {
      const at = order.indexOf(id);
      place.textContent = at < 0 ? '' : String(at + 1);
      button.setAttribute('aria-pressed', String(at >= 0));
      button.setAttribute('aria-label', at < 0 ? text : fill(words.ranked, { option: text, place: at + 1 }));
    }
  };
  renumber();
  return {
    element: group(question, words.rank, element('div', { className: 'picks' }, ...buttons.map(({ button }) => button))),
    given: () => {
      if (order.length < options.length) return null;
      return { ...chosen(options, [...order]), shown: order.map((id, at) => `${at + 1}. ${options.find((option) => option.id === id).text}`).join('\n') };
    },
  };
}
