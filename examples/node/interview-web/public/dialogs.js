// What is asked back before it is done: to stop, to withdraw; and the link to come back with.
const at = (id) => document.getElementById(id);

export function wireDialogs({ address, act, words }) {
  at('address').value = address;
  for (const button of document.querySelectorAll('[data-opens]')) {
    button.addEventListener('click', () => {
      const dialog = at(button.dataset.opens);
      dialog.returnValue = '';
      dialog.showModal();
    });
  }
  for (const id of ['stop', 'withdraw']) {
    at(id).addEventListener('close', ({ target }) => {
      if (target.returnValue === id) act({ act: id });
    });
  }
  at('copy').addEventListener('click', async () => {
    at('address').select();
    // Without https there is no clipboard: the address is selected, to be copied by hand.
    await navigator.clipboard?.writeText(address);
    at('copy').textContent = navigator.clipboard ? words.copied : words.copy;
  });
}
