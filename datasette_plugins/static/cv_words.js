// What a CV says, read in the browser: pure functions, tested under node against the server's own.

const LIGATURES = {œ: "oe", Œ: "oe", æ: "ae", Æ: "ae", ß: "ss"};
const LETTERS = {};
[..."أإآٱىةؤئگݣڤڭی"].forEach((letter, n) => { LETTERS[letter] = [..."اااايهويككفكي"][n]; });
for (let n = 0; n < 10; n++) {
  LETTERS[String.fromCharCode(0x660 + n)] = LETTERS[String.fromCharCode(0x6f0 + n)] = String(n);
}
const MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u20d0-\u20ff]/g;
const ARABIC_MARKS = /[\u064b-\u0652\u0670\u0640]/g;
const arabic = (text) => text.replace(ARABIC_MARKS, "").replace(/[\u0622-\u06f9\u0763]/g, (l) => LETTERS[l] ?? l);
const plain = (run) => arabic(
  arabic(run.replace(/[œŒæÆß]/g, (l) => LIGATURES[l])).normalize("NFKD").replace(MARKS, ""));

// Strip accents and ligatures, keep case and punctuation.
export const cased = (text) => text.replace(/[^\x00-\x7f]+/g, plain);
// As offers.text.unaccented and offers.text.fold.
export const unaccented = (text) =>
  text.toLowerCase().replace(/[^\x00-\x7f]+/g, (run) => plain(run).toLowerCase());
export const fold = (text) => unaccented(text).replace(/[^a-z0-9\u0621-\u064a]+/g, " ").trim();

const KEPT = {interne: "interne", internes: "interne", cheffe: "chef", cheffes: "chef"};
const ENDINGS = [["trice", "teur"], ["euse", "eur"], ["iere", "ier"], ["ienne", "ien"], ["elle", "el"]];

// As offers.lexicons.stem: take off what marks gender and number of a folded word.
export function stem(word) {
  if (Object.hasOwn(KEPT, word)) return KEPT[word];
  if (word[0] >= "\u0621") return arabicStem(word);
  if (word.length < 4 || /\d$/.test(word)) return word;
  if (word.endsWith("aux") && !word.endsWith("eaux") && word.length > 5) return word.slice(0, -2) + "l";
  if (word.length > 4) word = word.replace(/[sx]+$/, "");
  for (const [ending, bare] of ENDINGS) {
    if (word.endsWith(ending) && word.length > ending.length + 1) return word.slice(0, -ending.length) + bare;
  }
  return word.replace(/e+$/, "") || word;
}

function arabicStem(word) {
  for (const prefix of ["وال", "بال", "فال", "كال", "ال", "لل"]) {
    if (word.startsWith(prefix) && word.length >= prefix.length + 3) {
      word = word.slice(prefix.length);
      break;
    }
  }
  for (const suffix of ["ين", "ون", "ات", "ه", "ا"]) {
    if (word.endsWith(suffix) && word.length >= suffix.length + 3) return word.slice(0, -suffix.length);
  }
  return word;
}

const SIGNS = [[/c\+\+/gi, " cplusplus "], [/c#/gi, " csharp "], [/\.net/gi, " dotnet "], [/r&d/gi, " rnd "]];
const INCLUSIVE = /[(·.\-/]\s?(e?s|e|es|ne|le|se|ere?|re|euse|trice|rice|ice|te)(?![\p{L}\p{N}_])\)?/giu;
const GLUE = new Set(["de", "du", "des", "d", "l", "la", "le", "les"]);
// No name goes on past a hard stop; past a soft one it may, but what stands between two is an item of a list.
const PIECE = /[A-Za-z0-9\u0621-\u064a]+|(\n\s*\n|[,;،؛|•·▪●◦■□✓►\t]|\.\s|\s[-–—*]\s|^\s*[-*]\s)|([\n():/–—])/gm;

// Cut a text into words: {stem, folded, typed, block, item}.
export function words(text) {
  let said = cased(text.replace(/\r/g, ""));
  for (const [sign, name] of SIGNS) said = said.replace(sign, name);
  const found = [];
  let block = 0, item = 0;
  for (const [piece, hard, soft] of said.replace(INCLUSIVE, " ").matchAll(PIECE)) {
    if (hard) block++;
    if (hard || soft) { item++; continue; }
    const folded = piece.toLowerCase();
    found.push({stem: stem(folded), folded, typed: piece, block, item});
  }
  return found;
}

// Make ready the lexicon that /cv/lexicon.json gives: for each kind {name: [terms]}, and its labels.
export function ready(lexicon) {
  const kinds = {};
  for (const [kind, {terms, traps}] of Object.entries(lexicon)) {
    const names = new Map(), sizes = new Map(), labels = new Map();
    const learn = (name, term) => {
      const parts = name.split(" ");
      names.set(name, [...(names.get(name) ?? []), ...(term ? [term] : [])]);
      sizes.set(parts[0], Math.max(sizes.get(parts[0]) ?? 0, parts.length));
    };
    terms.forEach(([code, label, all], rank) => {
      labels.set(code, label);
      for (const name of all ? all.split("|") : []) {
        const alone = name.startsWith("~");
        const [key, typed] = (alone ? name.slice(1) : name).split("=");
        if (key) learn(key, {code, rank, alone, typed});
      }
    });
    for (const trap of traps ? traps.split("|") : []) learn(trap, null);
    kinds[kind] = {names, sizes, labels};
  }
  return kinds;
}

const AND = new Set(["et", "and", "ou", "or", "و"]);

function standsAlone(every, from, to) {
  const bounds = (other, own) => !other || other.item !== own.item || AND.has(other.folded);
  return bounds(every[from - 1], every[from]) && bounds(every[to], every[to - 1]);
}

function counts(term, every, from, to) {
  const alone = standsAlone(every, from, to);
  if (term.typed) {
    const typed = every.slice(from, to).map((word) => word.typed).join(" ");
    // In a list it need not be typed as it should be, unless it must both be typed so and stand alone.
    if (typed !== term.typed && typed !== term.typed.toUpperCase()) return alone && !term.alone;
  }
  return !term.alone || alone;
}

// Find the terms of one kind, longest name first: [{code, rank, span}], in the order of the text.
export function find(every, {names, sizes}, by = "stem") {
  const bound = by === "stem" ? every.filter((word) => !GLUE.has(word.folded)) : every;
  const keys = bound.map((word) => word[by]), found = [];
  for (let at = 0; at < bound.length; at++) {
    for (let size = sizes.get(keys[at]) ?? 0; size > 0; size--) {
      const end = at + size;
      if (end > bound.length || bound[end - 1].block !== bound[at].block) continue;
      const terms = names.get(keys.slice(at, end).join(" "));
      if (!terms) continue;
      const meant = terms.filter((term) => counts(term, bound, at, end));
      if (terms.length && !meant.length) continue;
      for (const {code, rank} of meant) found.push({code, rank, span: bound.slice(at, end)});
      at = end - 1;
      break;
    }
  }
  return found;
}

// A town is written with a capital; Arabic writes "in" and "and" onto it.
function towns(every, city) {
  const named = every.filter((word) => !/^[a-z]/.test(word.typed) || word.typed.length < 4);
  const bare = named.map((word) =>
    /^[وبلف]./.test(word.folded) && !city.sizes.has(word.folded) ? {...word, folded: word.folded.slice(1), of: word} : word);
  return find(bare, city, "folded");
}

const EXPERIENCE = "(?:experi[ae]nces?|خبره|الخبره|تجربه|التجربه)";
const YEAR = "(?:ans?|annees?|years?|yrs?|سنه|سنوات|اعوام|عام)";
const TOLD = [
  new RegExp(`(?<![\\d ] )(?<!\\d)(\\d{1,2}) ${YEAR} (?:(?:d|de|of|من|professional|working|work|plus) )*${EXPERIENCE}`, "g"),
  new RegExp(`${EXPERIENCE} (?:(?:professionnelle|de|of|مهنيه|مدتها|لمده|تفوق|plus|depuis|total) )*(\\d{1,2}) ${YEAR}`, "g"),
];
const NOW = "present|presente|aujourd ?hui|ce jour|maintenant|now|today|current|actuel\\w*|en cours|الان|اليوم|الحاضر|حاليا";
const RANGE = new RegExp(
  "(?:(0?[1-9]|1[0-2])[/. -])?\\b((?:19|20)\\d\\d)\\s*(?:[-–—]|\\ba\\b|\\bau\\b|\\bto\\b|الى|حتى|حتي|jusqu ?a?)+\\s*" +
  `(?:\\p{L}{3,10}\\.?\\s+)?(?:(?:(0?[1-9]|1[0-2])[/.])?\\b((?:19|20)\\d\\d)\\b|(${NOW}))`, "gu");
const SINCE = /(?:depuis|since|منذ)\s+(?:\p{L}{3,10}\.?\s+)?(?:(0?[1-9]|1[0-2])[/.])?((?:19|20)\d\d)\b/gu;
const HEADS = {
  work: /^(?:\S+ )?(?:experiences?|parcours professionnels?|emplois?|employment|work history|خبره|الخبرات?|الخبره|تجارب|التجارب|التجربه)\b/u,
  other: /^(?:formations?|etudes|diplomes?|education|cursus|parcours (?:academique|scolaire)|competences?|skills|langues?|languages|projets?|projects|stages?|internships?|loisirs|centres d interet|hobbies|certifications?|interests|التكوين|تكوين|الشواهد|المهارات|اللغات|الدراسه)/u,
};
const TRAINEE = /\b(?:stages?|stagiaires?|interns?|internships?|trainee|pfe|pfa)\b|تدريب|متدرب/;
const MOST_YEARS = 45;

// Read the years of experience: told in words, else the months between the dates under "Experience".
export function years(text, today) {
  const folded = fold(text);
  const told = TOLD.flatMap((pattern) => [...folded.matchAll(pattern)].map((m) => Number(m[1])));
  const known = told.filter((n) => n <= MOST_YEARS);
  return known.length ? Math.max(...known) : dated(text, today);
}

function dated(text, today) {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const month = (year, number) => Number(year) * 12 + (number ? Number(number) - 1 : 0);
  const months = new Set();
  let section = "";
  for (const line of text.split("\n")) {
    const head = fold(line).replace(/^\d+ /, "");
    const plainLine = unaccented(line).replace(/['’]/g, " ");
    if (head.split(" ").length <= 4 && !/\d{4}/.test(head)) {
      section = ["work", "other"].find((name) => HEADS[name].test(head + " ")) ?? section;
    }
    if (section !== "work" || TRAINEE.test(plainLine)) continue;
    const spans = [...plainLine.matchAll(RANGE)].map((m) => [month(m[2], m[1]), m[5] ? now : month(m[4], m[3])]);
    spans.push(...[...plainLine.matchAll(SINCE)].map((m) => [month(m[2], m[1]), now]));
    for (const [from, to] of spans) for (let n = from; n < Math.min(to, now); n++) months.add(n);
  }
  return months.size ? Math.min(MOST_YEARS, Math.floor(months.size / 12)) : null;
}

const distinct = (hits) => [...new Set(hits.map((hit) => hit.code))];

// Skills that are named more often come first.
function frequent(hits) {
  const n = {};
  for (const {code} of hits) n[code] = (n[code] ?? 0) + 1;
  return distinct(hits).sort((a, b) => n[b] - n[a]);
}

// Read a CV: the codes of what it names, each kind in the order of its weight there.
export function read(text, kinds, today) {
  const all = words(text), places = towns(all, kinds.city);
  const taken = new Set(places.flatMap(({span}) => span.map((word) => word.of ?? word)));
  // Salé is no sale.
  const every = all.filter((word) => !taken.has(word));
  const highest = find(every, kinds.diploma).reduce((best, hit) => (hit.rank > (best?.rank ?? -1) ? hit : best), null);
  return {
    skill: frequent(find(every, kinds.skill)),
    job: distinct(find(every, kinds.job)),
    city: distinct(places),
    diploma: highest?.code ?? null,
    years: years(text, today),
    speaks: distinct(find(every, kinds.speaks)),
  };
}
