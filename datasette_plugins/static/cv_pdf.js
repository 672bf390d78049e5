// The text of a PDF, read in the browser by Mozilla's pdf.js. The file goes nowhere.

const PAGES = 20;

// Read FILE; errors are named: "locked" (a password), "unread" (no PDF, or a broken one).
export async function pdfText(file, {library, worker}) {
  const pdfjs = await import(library);
  pdfjs.GlobalWorkerOptions.workerSrc = worker;
  const data = new Uint8Array(await file.arrayBuffer());
  let opening = null;
  try {
    opening = pdfjs.getDocument({data, useWasm: false, disableFontFace: true, enableXfa: false, verbosity: 0});
    const pdf = await opening.promise;
    const pages = [];
    for (let n = 1; n <= Math.min(pdf.numPages, PAGES); n++) pages.push(await pageText(await pdf.getPage(n)));
    return {text: pages.join("\n\n"), cut: pdf.numPages > PAGES};
  } catch (error) {
    throw new Error(error.name === "PasswordException" ? "locked" : "unread", {cause: error});
  } finally {
    await opening?.destroy();
  }
}

async function pageText(page) {
  const {items} = await page.getTextContent();
  const lines = [[]];
  for (const item of items) {
    lines.at(-1).push(item);
    if (item.hasEOL) lines.push([]);
  }
  return lines.map(lineText).join("\n");
}

const ARABIC = /[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]/;
const LATIN = /[\p{Script=Latin}\d]/u;
const SHAPES = /[\ufb50-\ufdff\ufe70-\ufefc]+/g;

// pdf.js orders the letters of a piece, not the pieces of a line: some programs write them from left to right,
// a letter a piece, as the shapes of Arabic letters.
export function lineText(pieces) {
  const ordered = isFromLeft(pieces) ? fromRight(pieces) : pieces;
  return ordered.map(({str}) => str).join("").replace(SHAPES, (run) => run.normalize("NFKC"));
}

function isFromLeft(pieces) {
  const places = pieces.filter(({str}) => ARABIC.test(str)).map(({transform}) => transform[4]);
  const steps = places.slice(1).map((place, n) => Math.sign(place - places[n]));
  return steps.reduce((sum, step) => sum + step, 0) > 0;
}

// Turn a line round, but not the Latin words and numbers in it.
function fromRight(pieces) {
  const turned = [];
  let run = [];
  const end = () => {
    const last = run.findLastIndex(({str}) => LATIN.test(str));
    turned.push(...run.slice(0, last + 1).reverse(), ...run.slice(last + 1));
    run = [];
  };
  for (const piece of [...pieces].reverse()) {
    if (ARABIC.test(piece.str)) {
      end();
      turned.push(piece);
    } else if (run.length || LATIN.test(piece.str)) run.push(piece);
    else turned.push(piece);
  }
  end();
  return turned;
}
