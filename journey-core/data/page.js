"use strict";
// Adds controls to a page that is whole without them.
(() => {
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const root = document.documentElement;

  const theme = make("button", { type: "button", textContent: "Light or dark" });
  theme.onclick = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  };
  const tools = make("div", { className: "tools" }, theme);
  document.querySelector("header").append(tools);

  const names = JSON.parse(document.getElementById("segments")?.textContent ?? "[]");
  const priorities = find(".priorities > li");
  const show = (segment) => {
    root.dataset.segment = segment;
    find(".segment").forEach((group) => group.classList.toggle("shown", group.dataset.segment === segment));
    find("[data-column]").forEach((cell) => cell.classList.toggle("chosen", cell.dataset.column === segment));
    priorities.forEach((item) => {
      const own = find("[data-segment-share]", item).find((line) => line.dataset.segmentShare === segment);
      item.querySelector(".bar i").style.width = `${own ? own.dataset.value : item.dataset.prevalence}%`;
      item.querySelector(".share").textContent = own ? own.textContent : item.querySelector(".share").dataset.all;
    });
  };
  if (names.length > 0) {
    const choice = make("select", {}, make("option", { value: "", textContent: "Everyone" }));
    names.forEach(([id, name]) => choice.append(make("option", { value: id, textContent: name })));
    choice.onchange = () => show(choice.value);
    tools.append(make("label", {}, "Segment ", choice));
  }
  if (document.querySelector(".before")) {
    const box = make("input", { type: "checkbox", checked: true });
    box.onchange = () => root.classList.toggle("no-ghost", !box.checked);
    tools.append(make("label", {}, box, " Wave before"));
  }

  const list = document.querySelector(".priorities");
  if (list) {
    const order = make("select");
    [["rank", "rank"], ["prevalence", "how many"], ["severity", "how bad"], ["impact", "impact"]].forEach(([value, text]) =>
      order.append(make("option", { value, textContent: text })),
    );
    const words = make("input", { type: "search", placeholder: "words, stage or place" });
    const count = make("output");
    const arrange = () => {
      const key = order.value;
      const sign = key === "rank" ? 1 : -1;
      const wanted = words.value.trim().toLowerCase();
      priorities.sort((left, right) => sign * (left.dataset[key] - right.dataset[key]));
      list.append(...priorities);
      let shown = 0;
      priorities.forEach((item) => {
        item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
        shown += item.hidden ? 0 : 1;
      });
      count.textContent = `${shown} of ${priorities.length}`;
    };
    order.onchange = arrange;
    words.oninput = arrange;
    arrange();
    list.before(make("div", { className: "tools" }, make("label", {}, "Sort by ", order), make("label", {}, "Show ", words), count));
  }

  const evidence = document.getElementById("evidence");
  const quotes = find(".evidence blockquote");
  if (evidence && quotes.length > 0) {
    const texts = quotes.map((quote) => quote.textContent.toLowerCase());
    const words = make("input", { type: "search", placeholder: "words of customers" });
    const count = make("output", { textContent: `${quotes.length} quotes` });
    words.oninput = () => {
      const wanted = words.value.trim().toLowerCase();
      let shown = 0;
      quotes.forEach((quote, at) => {
        quote.hidden = wanted !== "" && !texts[at].includes(wanted);
        shown += quote.hidden ? 0 : 1;
      });
      find(".evidence details").forEach((part) => {
        const some = part.querySelector("blockquote:not([hidden])") !== null;
        part.hidden = !some;
        part.open = wanted !== "" && some;
      });
      count.textContent = `${shown} of ${quotes.length} quotes`;
    };
    evidence.after(make("div", { className: "tools" }, make("label", {}, "Find ", words), count));
  }

  const drawer = make("dialog", { className: "drawer" });
  const close = make("button", { type: "button", textContent: "Close" });
  close.onclick = () => drawer.close();
  document.body.append(drawer);
  drawer.onclick = (event) => event.target === drawer && drawer.close();
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    const target = link?.getAttribute("href")?.startsWith("#e-") && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    const part = target.closest("details");
    const copy = part ? part.cloneNode(true) : target.cloneNode(true);
    find("[id]", copy).forEach((element) => element.removeAttribute("id"));
    if (part) copy.open = true;
    drawer.replaceChildren(close, copy);
    drawer.showModal();
  });
})();
