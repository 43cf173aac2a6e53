// Opens a map's page in headless Chromium and explores it: node tests/page.mjs PAGE SCREENSHOTS
// Needs Debian's chromium and `npm install playwright-core` where node finds it.
import { chromium } from "playwright-core";

const [page_path, shots] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const check = (truth, words) => {
  if (!truth) throw new Error(words);
};
const results = {};
for (const [name, options] of [
  ["light", { viewport: { width: 1400, height: 1000 }, colorScheme: "light" }],
  ["dark", { viewport: { width: 1400, height: 1000 }, colorScheme: "dark" }],
  ["narrow", { viewport: { width: 400, height: 900 }, colorScheme: "light" }],
]) {
  const page = await browser.newPage(options);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  const begun = performance.now();
  await page.goto(`file://${page_path}`);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  results[`${name} opens, ms`] = Math.round(performance.now() - begun);
  check(errors.length === 0, errors.join("; "));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${name}: the page is ${wide} px wider than the window`);
  await page.screenshot({ path: `${shots}/${name}.png` });
  if (name === "light") {
    const timed = (work) =>
      page.evaluate(async (body) => {
        const begun = performance.now();
        new Function(body)();
        document.body.getBoundingClientRect();
        const worked = performance.now() - begun;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return [Math.round(worked), Math.round(performance.now() - begun)];
      }, work);
    const set = (selector, value, event) =>
      `const e = document.querySelector(${JSON.stringify(selector)}); e.value = ${JSON.stringify(value)}; e.dispatchEvent(new Event(${JSON.stringify(event)}));`;
    const first = () => page.textContent(".priorities > li h3");
    const before = await first();
    results["sorts by severity, ms of work and to the next frame"] = await timed(set(".tools select:has(option[value=severity])", "severity", "change"));
    check((await page.$$eval(".priorities > li", (items) => items.map((item) => +item.dataset.severity))).every((value, at, all) => at === 0 || all[at - 1] >= value), "not sorted");
    results["sorts back"] = await timed(set(".tools select:has(option[value=severity])", "rank", "change"));
    check((await first()) === before, "the order did not come back");
    results["filters priorities"] = await timed(set(".tools input[type=search]", "stage 1", "input"));
    results["finds words among all quotations"] = await timed(set(".evidence input[type=search]", "person 7", "input"));
    const shown = await page.$$eval(".evidence blockquote:not([hidden])", (quotes) => quotes.length);
    check(shown > 0 && shown < 1000, `${shown} quotations hold the words`);
    await timed(set(".evidence input[type=search]", "", "input"));
    const segment = await page.$eval(".tools select", (select) => select.options[1].value);
    results["switches the segment"] = await timed(set(".tools select", segment, "change"));
    check((await page.$$(".segment.shown")).length > 0, "no curve of the segment is shown");
    await page.screenshot({ path: `${shots}/segment.png` });
    await page.click('svg.jm a[href^="#e-"]');
    check(await page.isVisible("dialog.drawer blockquote"), "the drawer holds no quotation");
    await page.screenshot({ path: `${shots}/drawer.png` });
    await page.keyboard.press("Escape");
    check(!(await page.isVisible("dialog.drawer")), "the drawer did not close");
    await page.click(".tools button");
    check((await page.evaluate(() => document.documentElement.dataset.theme)) === "dark", "the theme did not change");
  }
  await page.close();
}
await browser.close();
console.log(JSON.stringify(results, null, 1));
