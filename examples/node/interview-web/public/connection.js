// What goes to the server and comes back. A lost connection is tried again with the same id until an answer comes.
import { memory } from './memory.js';

const SLOWEST = 8_000;

/** A connection for a link's token. Where the link is not good any more, the page that says so is shown. */
export function connect(token, { lost, back }) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  let wake = () => {};
  let underWay = 0;
  let tag = null;

  const tryNow = () => wake();
  addEventListener('online', tryNow);

  const pause = (milliseconds) =>
    new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  /** Sends until the server has answered one way or the other. */
  async function persist(path, options) {
    let isLost = false;
    for (let delay = 500; ; delay = Math.min(delay * 2, SLOWEST)) {
      const response = await fetch(path, { ...options, headers: { ...headers, ...options?.headers }, cache: 'no-store' })
        .then(async (answer) => ({ status: answer.status, wait: answer.headers.get('retry-after'), tag: answer.headers.get('etag'), body: answer.status === 304 ? null : await answer.json() }))
        .catch(() => null);
      if (response && response.status < 500 && response.status !== 429) {
        if (isLost) back();
        if (response.status === 401 || response.status === 410) {
          location.replace(`/link/${response.status === 410 ? 'expired' : 'wrong'}`);
          await new Promise(() => {});
        }
        return response;
      }
      if (!isLost) lost();
      isLost = true;
      await pause(response?.wait ? response.wait * 1000 : delay);
    }
  }

  async function hand(deed) {
    underWay += 1;
    // A page that is loaded again in between sends it again: it is one and the same.
    memory.set('unfinished', deed);
    const { status, body } = await persist('/talk/act', { method: 'POST', body: JSON.stringify(deed) });
    memory.forget('unfinished');
    underWay -= 1;
    if (status === 200) return { view: body };
    return { problem: status === 409 ? 'moved' : body.error };
  }

  async function look() {
    const response = await persist('/talk/state');
    tag = response.tag;
    return response.body;
  }

  /** A glance that may fail: null when there is nothing new, or nothing to be had. */
  async function peek() {
    try {
      const response = await fetch('/talk/state', { headers: { ...headers, ...(tag && { 'if-none-match': tag }) }, cache: 'no-store' });
      if (response.status === 401 || response.status === 410) location.replace(`/link/${response.status === 410 ? 'expired' : 'wrong'}`);
      if (response.status !== 200) return null;
      tag = response.headers.get('etag');
      return await response.json();
    } catch {
      return null;
    }
  }

  return { hand, look, peek, tryNow, isBusy: () => underWay > 0 };
}
