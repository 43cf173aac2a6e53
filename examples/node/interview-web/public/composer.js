// Where the participant answers: consent, words, a number, a choice or an order, as the open question asks.
import { controlFor } from './controls.js';
import { element } from './element.js';
import { memory } from './memory.js';
import words from './words.js';

export class Composer {
  #place;
  #act;
  #shown = null;

  /** In a place on the page; `act` takes what the participant does. */
  constructor(place, act) {
    this.#place = place;
    this.#act = act;
  }

  /** Shows how the open question is answered; what was begun stays when the question is the same. */
  show({ awaits, question, outcome }) {
    this.#place.hidden = Boolean(outcome) || !question;
    const shown = JSON.stringify([awaits, question]);
    if (this.#place.hidden) this.#shown = null;
    else if (shown !== this.#shown) {
      this.#shown = shown;
      this.#build(awaits, question);
    }
  }

  #build(awaits, question) {
    this.#place.replaceChildren(awaits === 'consent' ? this.#consent() : this.#form(controlFor(question)));
    this.#place.dataset.kind = awaits === 'consent' ? 'consent' : question.answer.type;
    this.#place.setAttribute('aria-describedby', question.turn);
  }

  #consent() {
    const [yes, no] = [
      element('button', { type: 'button', className: 'main', textContent: words.agree }),
      element('button', { type: 'button', className: 'quiet', textContent: words.disagree }),
    ];
    yes.addEventListener('click', () => this.#act({ act: 'consent', agreed: true }));
    no.addEventListener('click', () => this.#act({ act: 'consent', agreed: false }));
    return element('div', { className: 'row' }, yes, no);
  }

  #form(control) {
    const send = element('button', { className: 'main', textContent: words.send });
    const skip = element('button', { type: 'button', className: 'plain', textContent: words.skip });
    const form = element('form', { noValidate: true }, control.element, element('div', { className: 'row' }, send, skip));
    const judge = () => (send.disabled = control.given() === null);
    form.addEventListener('input', judge);
    if (control.text) {
      control.write(memory.get('draft') ?? '');
      form.addEventListener('input', () => memory.set('draft', control.text()));
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const given = control.given();
      if (given !== null) this.#act(given);
    });
    skip.addEventListener('click', () => this.#act({ act: 'skip' }));
    judge();
    return form;
  }

  /** While an answer is under way there is nothing to fill in: what was given stands in the conversation. */
  wait() {
    this.#place.hidden = true;
  }

  /** What was taken leaves the field, also where the same is asked again. */
  forget() {
    this.#shown = null;
  }

  focus() {
    const first = this.#place.querySelector('textarea, input:checked, input, button');
    (first ?? this.#place).focus({ preventScroll: true });
    // The question and what answers it are both in view, the question first where there is not room for both.
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    document.querySelector('#conversation .now')?.scrollIntoView({ block: 'start', behavior });
  }
}
