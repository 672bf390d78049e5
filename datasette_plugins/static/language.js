"use strict";
/* The language that a visitor chose is remembered in this browser alone, and asked for where an address names none. */
(() => {
  const KEY = "lang";
  const here = document.documentElement.lang;
  const address = new URL(location.href);
  const name = document.body.classList.contains("tables") ? "_lang" : "lang"; // Datasette's pages filter by `lang`
  try {
    for (const link of document.querySelectorAll(".tongues a"))
      link.addEventListener("click", () => {
        try {
          localStorage.setItem(KEY, link.lang);
        } catch {
          /* Full or denied: the address still says the language. */
        }
      });
    const chosen = localStorage.getItem(KEY);
    const offered = [...document.querySelectorAll(".tongues a")].map((link) => link.lang);
    if (!address.searchParams.has(name) && chosen !== here && offered.includes(chosen)) {
      address.searchParams.set(name, chosen);
      location.replace(address);
    }
  } catch {
    /* Storage denied: nothing is remembered, and nothing else is lost. */
  }
})();
