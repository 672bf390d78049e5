// Draws each chart of /trends from the table that stands under it; without Observable Plot the tables stay open.
"use strict";

(() => {
  const page = document.documentElement;
  const rtl = page.dir === "rtl";
  const locale = { fr: "fr", ar: "ar-MA-u-nu-latn", en: "en" }[page.lang] ?? "fr";
  const days = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(locale);
  const FONT = 12.5;
  const MOST_BARS = 12;
  const GREEN = "var(--green)", TERRACOTTA = "var(--terracotta)", MAJORELLE = "var(--majorelle)";
  const SOFT = "var(--soft)", LINE = "var(--line)", INK = "var(--ink)";

  // A table's rows: numbers and codes by the key of their column, and the words of each cell.
  function read(table) {
    const heads = [...table.tHead.rows[0].cells];
    const labels = Object.fromEntries(heads.map((th) => [th.dataset.key, th.textContent]));
    const rows = [...table.tBodies[0].rows].map((tr) => {
      const row = { words: {} };
      [...tr.cells].forEach((cell, place) => {
        const { n, v } = cell.dataset;
        row[heads[place].dataset.key] = n !== undefined ? Number(n) : v ?? null;
        row.words[heads[place].dataset.key] = cell.textContent.trim();
      });
      return row;
    });
    return { rows, labels, keys: heads.map((th) => th.dataset.key) };
  }

  const timed = (rows) => rows.map((row) => ({ ...row, date: new Date(`${row.day}T00:00:00Z`) }));
  const said = (row, labels, keys) => keys.map((key) => `${labels[key]} : ${row.words[key]}`).join("\n");

  // Days without a reading, as stretches from the last day read to the next.
  function gaps(rows) {
    const found = [];
    rows.forEach((row, place) => {
      if (row.open !== null && row.opened !== null) return;
      const before = found.at(-1);
      if (before && before.end === place - 1) before.end = place;
      else found.push({ start: place, end: place });
    });
    return found.map(({ start, end }) => ({
      from: rows[Math.max(0, start - 1)].date,
      to: rows[Math.min(rows.length - 1, end + 1)].date,
    }));
  }

  function overTime(rows, word, top) {
    const missing = gaps(rows);
    const half = (gap) => new Date((+gap.from + +gap.to) / 2);
    return [
      Plot.rect(missing, { x1: "from", x2: "to", y1: 0, y2: top, fill: LINE, fillOpacity: 0.55 }),
      Plot.text(missing, { x: half, y: top, text: () => word, fill: SOFT, rotate: -90, textAnchor: "end", dy: 4, dx: 0 }),
      Plot.ruleX(rows.filter((row) => row.changed), { x: "date", stroke: MAJORELLE, strokeDasharray: "2 3" }),
      Plot.text(rows.filter((row) => row.changed), { x: "date", y: top, text: () => "✎", fill: MAJORELLE, dy: -8 }),
      Plot.ruleY([0], { stroke: SOFT, strokeOpacity: 0.5 }),
    ];
  }

  function timeAxis(rows, width) {
    const long = rows.length > 120;
    const ticks = Math.max(2, Math.min(rows.length, Math.floor(width / 85)));
    return Plot.axisX({
      ticks: long ? "month" : ticks, tickFormat: (date) => (long ? months : days).format(date),
      tickSize: 4, color: SOFT, label: null,
    });
  }

  const quietY = (options) => [
    Plot.gridY({ stroke: LINE, strokeOpacity: 1, ticks: 4, ...options }),
    Plot.axisY({ ticks: 4, tickSize: 0, color: SOFT, label: null, tickFormat: (n) => numbers.format(n), ...options }),
  ];
  const tip = (rows, options, pointer = Plot.pointerX) =>
    Plot.tip(rows, pointer({ fill: "var(--paper)", stroke: SOFT, ariaLabel: null, ...options }));

  function open({ rows: told, labels, keys }, section, width) {
    const rows = timed(told), known = rows.filter((row) => row.open !== null), last = known.at(-1);
    const top = Math.max(1, ...known.map((row) => row.open)) * 1.12;
    const lone = rows.filter((row, n) => row.open !== null && (rows.length < 46 ||
      (rows[n - 1]?.open ?? null) === null && (rows[n + 1]?.open ?? null) === null));
    return {
      height: 250, marginRight: 34, y: { domain: [0, top] }, x: { type: "utc" },
      marks: [
        ...quietY(), timeAxis(rows, width), ...overTime(rows, section.dataset.gap, top),
        Plot.areaY(rows, { x: "date", y1: 0, y2: "open", fill: GREEN, fillOpacity: 0.13 }),
        Plot.lineY(rows, { x: "date", y: "open", stroke: GREEN, strokeWidth: 2.5 }),
        Plot.dot(lone, { x: "date", y: "open", r: 2.5, fill: GREEN }),
        Plot.dot([last], { x: "date", y: "open", r: 4.5, fill: GREEN }),
        Plot.text([last], { x: "date", y: "open", text: (row) => row.words.open, dy: -13, fontWeight: 700, fontSize: 14, fill: GREEN }),
        tip(known, { x: "date", y: "open", title: (row) => said(row, labels, keys.slice(0, 7)) }),
      ],
    };
  }

  function flow({ rows: told, labels, keys }, section, width) {
    const rows = timed(told), known = rows.filter((row) => row.opened !== null);
    const top = Math.max(1, ...known.flatMap((row) => [row.opened, row.closed])) * 1.15;
    const means = rows.filter((row) => row.opened_mean !== null), last = means.at(-1);
    const ends = last ? [["opened", GREEN], ["closed", TERRACOTTA]] : [];
    const upper = last && last.opened_mean < last.closed_mean ? "closed" : "opened";
    return {
      height: 250, marginRight: 34, y: { domain: [0, top] }, x: { type: "utc" },
      marks: [
        ...quietY(), timeAxis(rows, width), ...overTime(rows, section.dataset.gap, top),
        Plot.dot(known, { x: "date", y: "opened", r: 2.6, fill: GREEN, fillOpacity: 0.55 }),
        Plot.dot(known, { x: "date", y: "closed", r: 3, symbol: "times", stroke: TERRACOTTA, strokeOpacity: 0.75 }),
        Plot.lineY(rows, { x: "date", y: "opened_mean", stroke: GREEN, strokeWidth: 2.75 }),
        Plot.lineY(rows, { x: "date", y: "closed_mean", stroke: TERRACOTTA, strokeWidth: 2.75, strokeDasharray: "6 4" }),
        ...ends.map(([key, fill]) => Plot.text([last], {
          x: "date", y: `${key}_mean`, fill, fontWeight: 700, textAnchor: "end", dx: 26, dy: key === upper ? -13 : 14,
          stroke: "var(--paper)", strokeWidth: 5, text: (row) => `${labels[key]} ${row.words[`${key}_mean`]}`,
        })),
        tip(known, { x: "date", y: "opened", title: (row) => said(row, labels, keys) }),
      ],
    };
  }

  // Names stand over their bars: they are as long as they like, on a phone too.
  function named(rows, name) {
    const anchor = rtl ? "end" : "start";
    return Plot.text(rows, { x: 0, y: "place", text: (row) => row.words[name], textAnchor: anchor, dy: -9, fill: INK, lineWidth: 30, textOverflow: "ellipsis" });
  }

  function bars({ rows: told, labels, keys }, section) {
    const [name, value] = keys, mark = section.dataset.mark;
    const share = keys.includes("share_asked") ? "share_asked" : null;
    const rows = told.filter((row) => row[name] !== null && row[value]).slice(0, MOST_BARS)
      .map((row, place) => ({ ...row, place, faint: mark && row.words[name] !== mark }));
    const written = (row) => (share ? `${row.words[share]} %` : row.words[value]);
    return {
      height: rows.length * 36 + 12, marginLeft: 2, marginRight: 2, marginTop: 4, marginBottom: 0, y: { axis: null, type: "band", padding: 0.05 },
      x: { axis: null, reverse: rtl, domain: [0, Math.max(1, ...rows.map((row) => row[value])) * 1.16] },
      marks: [
        Plot.barX(rows, { x: value, y: "place", fill: GREEN, fillOpacity: (row) => (row.faint ? 0.35 : 1), insetTop: 19, insetBottom: 5, rx: 3 }),
        named(rows, name),
        Plot.text(rows, { x: value, y: "place", text: written, textAnchor: rtl ? "end" : "start", dx: rtl ? -6 : 6, dy: 7, fontWeight: 600, fill: INK }),
        tip(rows, { x: value, y: "place", title: (row) => said(row, labels, keys) }, Plot.pointerY),
      ],
    };
  }

  function lifetimes({ rows, labels, keys }, section) {
    const { median, at, axis } = section.dataset, half = median ? [{ x: Number(at), y: 50 }] : [];
    // Under the curve left of the median, and over it on the right, nothing is drawn.
    const late = Number(at) > 0.4 * rows.at(-1).day_of_life;
    const beside = late ? { textAnchor: "end", dx: -9, dy: 14 } : { textAnchor: "start", dx: 9, dy: -12 };
    return {
      height: 260, marginBottom: 38, marginRight: 14, y: { domain: [0, 100] }, x: { domain: [rows[0].day_of_life, Math.max(1, rows.at(-1).day_of_life)] },
      marks: [
        ...quietY({ tickFormat: (n) => `${numbers.format(n)} %` }),
        Plot.axisX({ ticks: 6, tickFormat: "d", tickSize: 4, color: SOFT, label: axis, labelAnchor: "center", labelArrow: "none" }),
        Plot.areaY(rows, { x: "day_of_life", y1: "low", y2: "high", curve: "step-after", fill: GREEN, fillOpacity: 0.16 }),
        Plot.lineY(rows, { x: "day_of_life", y: "share", curve: "step-after", stroke: GREEN, strokeWidth: 2.5 }),
        Plot.ruleX(half, { x: "x", y1: 0, y2: "y", stroke: TERRACOTTA, strokeDasharray: "4 3" }),
        Plot.ruleY(half, { y: "y", x1: rows[0].day_of_life, x2: "x", stroke: TERRACOTTA, strokeDasharray: "4 3" }),
        Plot.dot(half, { x: "x", y: "y", r: 4.5, fill: TERRACOTTA }),
        Plot.text(half, { x: "x", y: "y", text: () => median, fill: TERRACOTTA, fontWeight: 700, stroke: "var(--paper)", strokeWidth: 5, ...beside }),
        tip(rows, { x: "day_of_life", y: "share", title: (row) => said(row, labels, keys) }),
      ],
    };
  }

  function matrix({ rows, labels, keys }, section, width) {
    const [, , , ...others] = keys, places = ["alone", ...others];
    const cells = rows.flatMap((row, line) => places.map((key) => ({ line, key, n: row[key], row })));
    const known = cells.filter((cell) => cell.n !== null), left = Math.min(190, Math.round(width * 0.36));
    const most = Math.max(1, ...known.filter((cell) => cell.key !== "alone").map((cell) => cell.n));
    const depth = (cell) => 0.05 + (0.36 * cell.n) / (cell.key === "alone" ? 100 : most);
    const words = (cell) => cell.key === "alone" ? `${cell.row.words.source}\n${labels.alone} : ${cell.row.words.alone}`
      : `${cell.row.words.source}\n+ ${rows[others.indexOf(cell.key)].words.source} : ${cell.row.words[cell.key]}`;
    const wide = (width - left) / places.length > 24;
    return {
      height: rows.length * 30 + 30, marginLeft: left, marginTop: 26, marginBottom: 2, marginRight: 2,
      x: { type: "band", domain: places, padding: 0.06 }, y: { type: "band", padding: 0.08 },
      marks: [
        Plot.axisX({ anchor: "top", tickSize: 0, label: null, color: SOFT, tickFormat: (key) => labels[key] }),
        Plot.axisY({ tickSize: 0, label: null, color: INK, tickFormat: (line) => rows[line].words.source, lineWidth: (left - 12) / FONT, textOverflow: "ellipsis" }),
        Plot.cell(known, {
          x: "key", y: "line", rx: 4, fill: (cell) => (cell.key === "alone" ? MAJORELLE : GREEN), fillOpacity: depth,
        }),
        Plot.text(known, { x: "key", y: "line", text: (cell) => (cell.n || wide ? cell.n : ""), fill: INK, fillOpacity: (cell) => (cell.n ? 1 : 0.55), fontSize: wide ? FONT : 10.5 }),
        tip(known, { x: "key", y: "line", title: words }, Plot.pointer),
      ],
    };
  }

  function skills({ rows: told, labels, keys }) {
    const rows = told.map((row, place) => ({ ...row, place, colour: row.change > 0 ? GREEN : TERRACOTTA }));
    const top = Math.max(...rows.flatMap((row) => [row.share, row.share_before])) * 1.25;
    const sign = (row) => `${row.change > 0 ? "▲" : "▼"} ${row.words.change}`;
    const after = (row) => Math.max(row.share, row.share_before);
    return {
      height: rows.length * 36 + 34, marginLeft: 2, marginRight: 2, marginTop: 4, y: { axis: null, type: "band", padding: 0.05 },
      x: { domain: [0, top], reverse: rtl },
      marks: [
        Plot.gridX({ stroke: LINE, strokeOpacity: 1, ticks: 4 }),
        Plot.axisX({ ticks: 4, tickSize: 0, color: SOFT, label: null, tickFormat: (n) => `${numbers.format(n)} %` }),
        Plot.arrow(rows, { x1: "share_before", x2: "share", y: "place", stroke: "colour", strokeWidth: 2.5, headLength: 6, insetStart: 5, dy: 9 }),
        Plot.dot(rows, { x: "share_before", y: "place", r: 4, stroke: "colour", fill: "var(--paper)", strokeWidth: 2, dy: 9 }),
        named(rows, "skill"),
        Plot.text(rows, { x: after, y: "place", text: sign, fill: "colour", fontWeight: 700, textAnchor: rtl ? "end" : "start", dx: rtl ? -9 : 9, dy: 9 }),
        tip(rows, { x: "share", y: "place", title: (row) => said(row, labels, keys) }, Plot.pointerY),
      ],
    };
  }

  const kinds = { open, flow, bars, lifetimes, matrix, skills };

  function draw(section) {
    const place = section.querySelector(".drawing"), width = Math.floor(place.clientWidth);
    if (!width) return;
    const { marks, ...options } = kinds[section.dataset.kind](read(section.querySelector("table")), section, width);
    const svg = Plot.plot({
      width, marginTop: 22, marginLeft: 46, className: "plot", color: { type: "identity" }, opacity: { type: "identity" },
      style: { fontSize: `${FONT}px`, fontFamily: "inherit", background: "none" }, ...options, marks,
    });
    // Our pages allow no style inside: Plot's own is taken out before it counts, and stands in trends.css.
    svg.querySelectorAll("style").forEach((style) => style.remove());
    svg.querySelectorAll("[aria-label]").forEach((mark) => { // a group has no role that could bear a name
      mark.dataset.mark = mark.getAttribute("aria-label");
      mark.removeAttribute("aria-label");
    });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-labelledby", `${section.id}-title`);
    svg.setAttribute("aria-describedby", `${section.id}-said`);
    place.replaceChildren(svg);
  }

  function load(src) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src, onload: done, onerror: failed });
      document.head.append(script);
    });
  }

  async function start() {
    const { d3, plot } = document.querySelector(".trends").dataset;
    const sections = [...document.querySelectorAll(".trend")].filter((one) => one.querySelector(".drawing"));
    const fold = (open) => sections.forEach((one) => { one.querySelector("details").open = open; });
    fold(false);
    try {
      await load(d3);
      await load(plot);
    } catch {
      fold(true);
      return;
    }
    const drawn = new Map(sections.map((one) => [one.querySelector(".drawing"), one]));
    const observer = new ResizeObserver((changed) => changed.forEach(({ target }) => {
      if (target.dataset.width === String(target.clientWidth)) return;
      target.dataset.width = String(target.clientWidth);
      draw(drawn.get(target));
    }));
    drawn.forEach((_, place) => observer.observe(place));
  }

  start();
})();
