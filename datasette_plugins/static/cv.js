// The page /cv: reads a CV here in the browser, shows its words as chips, and lets the visitor choose.
// The text stands in a field without a name outside the form: no submit can carry it.

const root = document.querySelector("#cv");
const part = (id) => document.querySelector(`#cv-${id}`);
const terms = part("terms");
const LARGEST = 10 * 1024 * 1024, LONGEST = 200_000, SKILLS = 25;

const say = (key) => { part("said").textContent = key ? root.dataset[`say${key}`] ?? key : ""; };
let lexicon = null;

// Load the words once, with the lexicon they are read by.
async function known() {
  if (!lexicon) {
    const words = await import(root.dataset.words);
    const answer = await fetch(root.dataset.lexicon);
    if (!answer.ok) throw new Error("failed");
    lexicon = {words, kinds: words.ready(await answer.json())};
    suggest(lexicon.kinds);
  }
  return lexicon;
}

function suggest(kinds) {
  const labels = ["skill", "job", "city"].flatMap((kind) => [...kinds[kind].labels.values()]);
  part("names").replaceChildren(...[...new Set(labels)].map((label) => new Option(label, label)));
}

function chip(field, code, label, chosen) {
  const box = Object.assign(document.createElement("input"), {type: "checkbox", name: field, value: code, checked: chosen});
  const name = document.createElement("bdi");
  name.textContent = label;
  const whole = document.createElement("label");
  whole.append(box, name);
  return whole;
}

const fieldset = (field) => terms.querySelector(`[data-field=${field}]`);

function show(field, codes, chosen) {
  const place = fieldset(field), {labels} = lexicon.kinds[field];
  place.querySelectorAll("label").forEach((old) => old.remove());
  place.append(...codes.map((code, n) => chip(field, code, labels.get(code), n < chosen)));
  place.hidden = !codes.length;
}

function showTerms(found) {
  show("job", found.job.slice(0, 8), 1);
  show("skill", found.skill.slice(0, 40), SKILLS);
  show("city", found.city.slice(0, 6), 1);
  show("speaks", found.speaks, found.speaks.length);
  terms.elements.diploma.value = found.diploma ?? "";
  terms.elements.years.value = found.years ?? "";
  terms.hidden = false;
}

async function readText(text, cut = false) {
  if (!text.trim()) return say("Empty");
  say("Reading");
  const {words, kinds} = await known();
  const found = words.read(text.slice(0, LONGEST), kinds, root.dataset.today);
  showTerms(found);
  const some = found.skill.length + found.job.length + found.city.length;
  say(!some ? "Nothing" : cut || text.length > LONGEST ? "Cut" : "Done");
  terms.querySelector("h2").focus({preventScroll: true});
  terms.scrollIntoView({block: "start"});
}

async function readFile(file) {
  if (file.size > LARGEST) return say("TooBig");
  say("Reading");
  const isPdf = file.type === "application/pdf" || /\.pdf$/i.test(file.name);
  const {text, cut} = isPdf ? await (await import(root.dataset.pdf)).pdfText(file, root.dataset) : {text: await file.text()};
  if (isPdf && text.replace(/\s/g, "").length < 20) return say("Scanned");
  part("text").value = text.slice(0, LONGEST);
  await readText(text, cut);
}

const ERRORS = {locked: "Locked", unread: "Unread"};

// Run what reads; the visitor learns what went wrong, the console why.
async function trying(work) {
  try {
    await work();
  } catch (error) {
    say(ERRORS[error.message] ?? "Failed");
    if (!ERRORS[error.message]) console.warn(error);
  }
}

async function add() {
  const {words, kinds} = await known();
  const wanted = words.fold(part("new").value);
  for (const field of ["skill", "job", "city"]) {
    const [code, label] = [...kinds[field].labels].find(([, name]) => words.fold(name) === wanted) ?? [];
    if (!code || !wanted) continue;
    const place = fieldset(field), there = [...place.querySelectorAll("input")].find((box) => box.value === code);
    if (there) there.checked = true;
    else place.append(chip(field, code, label, true));
    place.hidden = false;
    part("new").value = "";
    return say("");
  }
  say("AddUnknown");
}

if (root) {
  root.hidden = false;
  document.querySelector(".cv-plain").open = false;
  part("read").addEventListener("click", () => trying(() => readText(part("text").value)));
  part("file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = ""; // the same file may be chosen again
    if (file) trying(() => readFile(file));
  });
  part("add").addEventListener("click", () => trying(add));
  part("new").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    trying(add);
  });
}
