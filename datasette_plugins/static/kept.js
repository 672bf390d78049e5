"use strict";
/* /kept: shows what keep.js keeps, counts what is new, and carries it elsewhere. */
addEventListener("DOMContentLoaded", () => {
  const keep = window.keep;
  const page = document.querySelector("div.kept");
  if (!keep || !page) return;
  const part = (selector) => page.querySelector(selector);
  const cards = part("ol.offers");
  const numbers = new Intl.NumberFormat(document.documentElement.lang === "ar" ? "ar-MA-u-nu-latn" : document.documentElement.lang);
  const LARGEST_FILE = 1_000_000;

  /* The address of a page of ours, with PARAMS beside the language it has. */
  function address(base, params) {
    const url = new URL(base, location.href);
    for (const [name, value] of new URLSearchParams(params)) url.searchParams.append(name, value);
    return url.href.replaceAll("%2C", ",");
  }
  const listOf = (offers) => `ids=${offers.map((it) => it.id).join(",")}`;

  /* An offer as we remember it: the site no longer has it, or does not answer. */
  function bare({ id, title, lang }, isGone) {
    const card = part("template.bare").content.cloneNode(true).querySelector("li");
    const link = card.querySelector("h2 a");
    link.href = page.dataset.offer.replace("/offer/0", `/offer/${id}`);
    link.textContent = title || `#${id}`;
    link.lang = lang;
    card.querySelector(".gone").hidden = !isGone;
    card.querySelector("button.keep").dataset.offer = id;
    return card;
  }

  /* Our own cards of OFFERS, as the server draws them, soonest closing first. */
  async function drawn(offers) {
    const answer = await fetch(address(page.dataset.here, listOf(offers)));
    if (!answer.ok) throw new Error(`${answer.status}`);
    const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".shared .cards");
    follow(JSON.parse(list.dataset.moved));
    return [...list.children].map((card) => document.adoptNode(card));
  }

  /* An offer that was merged into another is kept under the number that lives. */
  function follow(moved) {
    const kept = keep.read();
    if (!kept.offers.some((it) => moved[it.id])) return;
    keep.write({ ...kept, offers: kept.offers.map((it) => ({ ...it, id: moved[it.id] ?? it.id })) });
  }

  const shown = () => new Set([...cards.querySelectorAll("button.keep")].map((b) => Number(b.dataset.offer)));

  let asked = "";
  async function drawOffers() {
    const { offers } = keep.read();
    part("#offers-title .n").textContent = offers.length ? numbers.format(offers.length) : "";
    part("#offers-title ~ .none").hidden = offers.length > 0 || shown().size > 0;
    const there = shown();
    if (offers.every((it) => there.has(it.id)) || asked === listOf(offers)) return;
    asked = listOf(offers);
    let found = [];
    let answered = true;
    try {
      found = await drawn(offers);
    } catch {
      answered = false; // said in a sentence, above the titles we remember
    }
    part(".unanswered").hidden = answered;
    cards.replaceChildren(...found);
    const have = shown();
    cards.append(...keep.read().offers.filter((it) => !have.has(it.id)).map((it) => bare(it, answered)));
    asked = "";
    keep.fill();
  }

  function row(search) {
    const item = part("template.row").content.cloneNode(true).querySelector("li");
    for (const link of item.querySelectorAll("a")) link.href = address(link.href, search.address);
    item.querySelector("bdi").textContent = search.name;
    const button = item.querySelector("button");
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace("{name}", () => search.name));
    button.addEventListener("click", () => {
      const kept = keep.read();
      keep.write({ ...kept, searches: kept.searches.filter((it) => it.address !== search.address) });
      part("#searches-title").focus();
    });
    return item;
  }

  /* How many offers of a search came since it was last looked at: asked once for each, one after the other. */
  const news = new Map();
  async function newOf({ address: of, seen }) {
    const since = new URLSearchParams(of);
    since.set("after", seen);
    since.set("limit", 0);
    const question = address(page.dataset.api, since);
    if (!news.has(question)) news.set(question, total(question));
    return news.get(question);
  }

  async function total(question) {
    try {
      const answer = await fetch(question);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // the row says that the number is not known
    }
  }

  function tell(place, found) {
    const { some, none, unknown } = place.dataset;
    const n = found?.total;
    place.classList.toggle("tag", n > 0);
    const said = n > 0 && numbers.format(n) + (found.total_is_least ? "+" : "");
    place.textContent = said ? some.replace("{n}", said) : n === 0 ? none : unknown;
  }

  async function drawSearches() {
    const { searches } = keep.read();
    part("#searches-title .n").textContent = searches.length ? numbers.format(searches.length) : "";
    part("#searches-title ~ .none").hidden = searches.length > 0;
    const rows = searches.map(row);
    part(".searches").replaceChildren(...rows);
    for (const [n, search] of searches.entries()) tell(rows[n].querySelector(".new"), await newOf(search));
  }

  function draw() {
    const kept = keep.read();
    part(".mine").hidden = kept.trouble === "denied";
    part(".denied").hidden = kept.trouble !== "denied";
    part(".rubbish").hidden = kept.trouble !== "rubbish";
    const url = new URL(page.dataset.here, location.href);
    part("#share-address").value = `${url.origin}${url.pathname}?${listOf(kept.offers)}`;
    part(".share-link").hidden = !kept.offers.length;
    part("button.export").disabled = !kept.offers.length && !kept.searches.length;
    part("details.clear").hidden = part("button.export").disabled && !kept.trouble;
    return Promise.all([drawOffers(), drawSearches()]);
  }

  /* Put MORE behind what is kept, as far as there is room. */
  const add = (more) => {
    const kept = keep.read();
    return keep.write({ offers: [...kept.offers, ...more.offers], searches: [...kept.searches, ...more.searches] });
  };

  async function copy({ target }) {
    const field = part("#share-address");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      keep.say(target.dataset.done);
    } catch {
      field.focus(); // the browser denies it: the address stands there chosen, to be copied by hand
    }
  }

  function exportFile({ target }) {
    const { offers, searches } = keep.read();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ offers, searches }, null, 1)], { type: "application/json" }));
    link.download = target.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function importFile({ target }) {
    const file = target.files[0];
    const more = file && file.size <= LARGEST_FILE ? fromJson(await file.text()) : keep.sound(null);
    target.value = "";
    if (!more.offers.length && !more.searches.length) keep.say(target.dataset.wrong);
    else if (add(more)) keep.say(target.dataset.done);
  }

  function fromJson(said) {
    try {
      return keep.sound(JSON.parse(said));
    } catch {
      return keep.sound(null); // nothing in it: the page says that it is not such a file
    }
  }

  function clear({ target }) {
    if (!keep.write({ offers: [], searches: [] })) return;
    cards.replaceChildren();
    part("details.clear").open = false;
    part("#offers-title").focus();
    keep.say(target.dataset.done);
    draw();
  }

  part("button.copy").addEventListener("click", copy);
  part("button.export").addEventListener("click", exportFile);
  part("label.import input").addEventListener("change", importFile);
  part("details.clear button").addEventListener("click", clear);
  const all = part("button.keep-all");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const offers = [...page.querySelectorAll(".shared button.keep")].map(keep.offerAt);
      if (add({ offers, searches: [] })) keep.say(all.dataset.done);
    });
  }
  document.addEventListener("kept", draw);
  part(".no-script").hidden = true;
  draw();
});
