// The pages that the server writes. `html` escapes every value.
import { html } from 'hono/html';

import { fill, minutesIn } from './words.mjs';

/** The pages of a study in its language. */
export function pagesOf({ brand, privacy, contact, language, words, title, researcher, purpose, minutes }) {
  const named = brand.logo ? html`<img class="logo" src="/brand/logo" alt="${brand.name}">` : html`<span class="name">${brand.name}</span>`;
  const length = fill(words.aboutSoLong, { duration: minutesIn(language, minutes) });
  const help = contact ? html`<a href="mailto:${contact}">${words.help}</a>` : '';
  const policy = privacy ? html`<a href="${privacy}" target="_blank" rel="noopener noreferrer">${words.privacy}</a>` : '';

  const page = (heading, body, head = '') => html`<!doctype html>
<html lang="${language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${heading} · ${brand.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/brand.css">
${head}</head>
${body}
</html>`;

  const sheet = (heading, body, more = '') =>
    page(heading, html`<body class="sheet">
<header class="masthead"><div>${named}</div></header>
<main>
<h1>${heading}</h1>
${body}
</main>
<footer>${policy}${more}</footer>
</body>`);

  /** Who asks, why and how long, before anything begins. */
  const landing = ({ token = '', begun = false } = {}) =>
    sheet(title, html`<p class="lead">${purpose}</p>
<dl class="facts">
<div><dt>${words.who}</dt><dd>${researcher}</dd></div>
<div><dt>${words.duration}</dt><dd>${length}</dd></div>
<div><dt>${words.choice}</dt><dd>${words.choiceText}</dd></div>
</dl>
<form method="post" action="/begin"><input type="hidden" name="token" value="${token}"><button class="main">${begun ? words.goOn : words.begin}</button></form>`, help);

  /** A page that says what is the matter; `kind` names its words. */
  const notice = (kind) => sheet(words[kind], html`<p class="lead">${words[`${kind}Text`]}</p>
<p>${help}</p>`);

  const talk = () =>
    page(title, html`<body class="talk">
<button type="button" class="past">${words.skipToAnswer}</button>
<header class="masthead">
<div>${named}<p id="where" aria-hidden="true"></p></div>
<progress id="progress" max="1" value="0" aria-label="${words.progress}"></progress>
</header>
<main>
<h1>${title}</h1>
<noscript><p class="lead">${words.script}</p></noscript>
<details id="earlier" open><summary>${words.readAgain}</summary>
<div role="log" aria-label="${words.conversation}"><ol id="conversation"></ol></div>
</details>
<p id="thinking" role="status"></p>
<section id="composer" tabindex="-1" aria-label="${words.answer}" hidden></section>
<section id="end" tabindex="-1" aria-labelledby="ended" hidden><h2 id="ended"></h2><p class="lead" id="closing"></p><p id="after"></p></section>
<div id="notice" role="status"></div>
</main>
<footer>
<details class="about"><summary>${words.about}</summary><p>${researcher}. ${purpose} ${length}.</p></details>
<nav id="tools" hidden><button type="button" class="plain" data-opens="link">${words.link}</button><button type="button" class="plain" data-opens="stop">${words.stop}</button><button type="button" class="plain" data-opens="withdraw">${words.withdraw}</button></nav>
<div>${policy}${help}</div>
</footer>
${dialog('link', words.linkTitle, words.linkText, html`<p><label class="unseen" for="address">${words.link}</label><input id="address" readonly dir="ltr"></p>`, html`<button class="quiet">${words.close}</button><button type="button" class="main" id="copy" autofocus>${words.copy}</button>`)}
${dialog('stop', words.stopTitle, words.stopText, '', html`<button class="quiet" autofocus>${words.goBack}</button><button class="main" value="stop">${words.stop}</button>`)}
${dialog('withdraw', words.withdrawTitle, words.withdrawText, '', html`<button class="quiet" autofocus>${words.keep}</button><button class="main grave" value="withdraw">${words.withdrawYes}</button>`)}
</body>`, html`<script type="module" src="/talk.js"></script>
`);

  const dialog = (id, heading, text, more, buttons) => html`<dialog id="${id}" aria-labelledby="${id}-title" aria-describedby="${id}-text">
<form method="dialog"><h2 id="${id}-title">${heading}</h2><p id="${id}-text">${text}</p>${more}<div class="row">${buttons}</div></form>
</dialog>`;

  return { landing, notice, talk };
}
