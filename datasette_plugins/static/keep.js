"use strict";
/* What a visitor keeps: offers and searches, in this browser alone. A page is whole without it.
   `keep` is for kept.js. After every change the document hears `kept`. */
window.keep ??= (() => {
  const KEY = "kept";
  const MOST = { offers: 200, searches: 50 }; // keep.py holds the first, too
  const PASSING = ["lang", "page", "upto"]; // what a search is not known by
  const link = document.querySelector(".kept-link");
  const words = link?.dataset ?? {};

  const text = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");
  const whole = (value) => (Number.isSafeInteger(value) && value > 0 ? value : 0);
  const list = (value) => (Array.isArray(value) ? value : []);

  /* One search has one address, whatever the page and the language it was saved on. */
  function normal(address) {
    const params = new URLSearchParams(text(address, 4000));
    PASSING.forEach((name) => params.delete(name));
    return `?${params}`;
  }

  const offerOf = (it) => ({ id: whole(it?.id), title: text(it?.title, 300), lang: text(it?.lang, 8) });
  const searchOf = (it) => ({ address: normal(it?.address), name: text(it?.name, 200), seen: whole(it?.seen) });

  function each(items, mark, most) {
    const found = new Map();
    for (const it of items) if (mark(it) && !found.has(mark(it))) found.set(mark(it), it);
    return [...found.values()].slice(0, most);
  }

  /* Take from anything what is sound: storage and files may hold whatever others wrote. */
  function sound(anything) {
    return {
      offers: each(list(anything?.offers).map(offerOf), (it) => it.id, MOST.offers),
      searches: each(list(anything?.searches).map(searchOf), (it) => it.name && it.address, MOST.searches),
    };
  }

  /* What is kept; `trouble` tells where the browser denies it ("denied") or it is not ours ("rubbish"). */
  function read() {
    let said;
    try {
      said = localStorage.getItem(KEY) ?? "{}";
    } catch {
      return { ...sound(null), trouble: "denied" };
    }
    try {
      const held = JSON.parse(said);
      const kept = sound(held);
      const lost = said !== "{}" && !(Array.isArray(held?.offers) && Array.isArray(held?.searches));
      return lost ? { ...kept, trouble: "rubbish" } : kept;
    } catch {
      return { ...sound(null), trouble: "rubbish" };
    }
  }

  /* Hold what is kept; say where the browser will not. */
  function write(kept) {
    try {
      localStorage.setItem(KEY, JSON.stringify(sound(kept)));
    } catch (error) {
      say(error.name === "QuotaExceededError" ? words.full : words.denied);
      return false;
    }
    fill();
    document.dispatchEvent(new Event("kept"));
    return true;
  }

  const voice = document.createElement("p");
  voice.className = "keep-said";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  let silence;
  function say(sentence) {
    clearTimeout(silence);
    voice.textContent = sentence ?? "";
    silence = setTimeout(() => (voice.textContent = ""), 6000);
  }

  /* Put one thing in, or take it out where it is in. */
  function toggle(kind, item, same, saidIn, saidOut) {
    const kept = read();
    const others = kept[kind].filter((it) => !same(it));
    const isIn = others.length < kept[kind].length;
    if (!isIn && others.length >= MOST[kind]) {
      say((kind === "offers" ? words.mostOffers : words.mostSearches)?.replace("{most}", MOST[kind]));
    } else if (write({ ...kept, [kind]: isIn ? others : [item, ...others] })) {
      say(isIn ? saidOut : saidIn);
    }
  }

  /* The offer that a button stands for: its number, and what the heading beside it says. */
  function offerAt(button) {
    const heading = button.closest(".card, .offer")?.querySelector("h1, h2");
    const lang = heading?.querySelector("[lang]")?.lang;
    return offerOf({ id: Number(button.dataset.offer), title: heading?.textContent.trim(), lang });
  }

  function keepOffer(button) {
    const item = offerAt(button);
    toggle("offers", item, (it) => it.id === item.id, words.kept, words.left);
  }

  function saveSearch({ dataset: { address, name, newest } }) {
    const item = { address: normal(address), name, seen: Number(newest) };
    toggle("searches", item, (it) => it.address === item.address, words.saved, words.forgotten);
  }

  /* Show on every button, and in the header, what is kept. */
  function fill() {
    const kept = read();
    const ids = new Set(kept.offers.map((it) => it.id));
    const addresses = new Set(kept.searches.map((it) => it.address));
    const press = (button, isIn) => {
      button.type = "button";
      button.hidden = false;
      button.setAttribute("aria-pressed", isIn);
    };
    document.querySelectorAll("button.keep").forEach((b) => {
      press(b, ids.has(Number(b.dataset.offer)));
      if (words.keep) b.ariaLabel ??= words.keep.replace("{title}", () => offerAt(b).title);
    });
    document.querySelectorAll("button.save-search").forEach((b) => press(b, addresses.has(normal(b.dataset.address))));
    document.querySelectorAll(".kept-link .count").forEach((count) => {
      count.textContent = ids.size;
      count.hidden = !ids.size;
    });
  }

  /* Who looks at a saved search has seen all there is by now. */
  function mark() {
    const here = document.querySelector("button.save-search")?.dataset;
    const kept = here && read();
    const search = kept?.searches.find((it) => it.address === normal(here.address));
    if (!search || search.seen >= Number(here.newest)) return;
    search.seen = Number(here.newest);
    write(kept);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.keep, button.save-search");
    if (button) (button.matches(".keep") ? keepOffer : saveSearch)(button);
  });
  const changed = () => {
    fill();
    document.dispatchEvent(new Event("kept"));
  };
  addEventListener("storage", (event) => (event.key === KEY || event.key === null) && changed());
  addEventListener("pageshow", (event) => event.persisted && changed());
  fill();
  mark();
  return { read, write, sound, fill, say, offerAt };
})();
