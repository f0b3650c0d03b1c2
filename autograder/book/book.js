// The search, the theme, the contents on a small screen, and what paper needs. Nothing is fetched.
"use strict";

const query = document.getElementById("query");
const found = document.querySelector(".found");
const count = document.querySelector(".count");
const MOST = 12;
const AROUND = 60;

const plain = (text) => text.toLowerCase();
const sections = WORDS.map((one) => ({ ...one, inTitle: plain(one.title), inWords: plain(one.words) }));

// How well a section fits: a word in its title counts most, a whole word more than a part of one.
function score(section, words) {
  let sum = 0;
  for (const word of words) {
    const whole = new RegExp(`(?<![\\w])${word.replace(/[^\w\s]/g, "\\$&")}(?![\\w])`, "g");
    const times = section.inWords.split(word).length - 1;
    const title = section.inTitle.includes(word);
    if (!times && !title) return 0;
    const wholes = (section.inWords.match(whole) || []).length;
    sum += (title ? 30 : 0) + 2 * Math.min(wholes, 5) + Math.min(times, 5);
  }
  return sum;
}

function marked(text, words) {
  const places = words.map((word) => plain(text).indexOf(word)).filter((place) => place >= 0);
  const first = places.length ? Math.min(...places) : 0;
  const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, first - AROUND)) + 1);
  const piece = text.slice(start, first + 2 * AROUND);
  const line = document.createElement("p");
  line.append(start ? "… " : "");
  const any = new RegExp(`(${words.map((word) => word.replace(/[^\w\s]/g, "\\$&")).join("|")})`, "gi");
  piece.split(any).forEach((part, number) => {
    const element = number % 2 ? document.createElement("mark") : document.createElement("span");
    element.textContent = part;
    line.append(element);
  });
  line.append(" …");
  return line;
}

function entry(section, words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = section.at;
  link.textContent = section.title;
  const where = document.createElement("span");
  where.className = "where";
  where.textContent = section.title === section.unit ? "" : section.unit;
  item.append(link, where, marked(section.words, words));
  return item;
}

function search() {
  const words = plain(query.value).split(/\s+/).filter((word) => word.length > 1);
  const best = sections
    .map((section) => [score(section, words), section])
    .filter(([points]) => points > 0)
    .sort((a, b) => b[0] - a[0]);
  const asked = words.length > 0;
  found.replaceChildren(...(asked ? best.slice(0, MOST).map(([, section]) => entry(section, words)) : []));
  found.hidden = found.children.length === 0;
  const places = best.length === 1 ? "1 place" : `${best.length} places`;
  count.textContent = !asked ? "" : best.length > MOST ? `${places}, the best ${MOST}:` : best.length ? places : "Nothing found";
}

function close() {
  query.value = "";
  search();
}

query.addEventListener("input", search);
query.form.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
found.addEventListener("click", (event) => event.target.closest("a") && close());
document.addEventListener("click", (event) => query.form.contains(event.target) || (found.hidden = true));
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    query.focus();
  } else if (event.key === "Escape") {
    close();
  }
});

// A reader's own choice of theme is kept where the browser keeps anything for this folder.
const button = document.querySelector(".theme");
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const kept = (value) => {
  try {
    if (value) localStorage.setItem("book-theme", value);
    return localStorage.getItem("book-theme");
  } catch {
    return value || null;
  }
};
function paint(theme) {
  if (theme) root.dataset.theme = theme;
  const dark = (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  button.textContent = dark ? "Light theme" : "Dark theme";
  button.value = dark ? "light" : "dark";
}
button.hidden = false;
button.addEventListener("click", () => paint(kept(button.value) || button.value));
system.addEventListener("change", () => paint());
paint(kept());

const contents = document.querySelector(".contents details");
const narrow = matchMedia("(max-width: 62rem)");
const fold = () => (contents.open = !narrow.matches);
narrow.addEventListener("change", fold);
fold();

// What scrolls sideways can be scrolled by keyboard.
function reach() {
  for (const box of document.querySelectorAll("pre, .wide, .shown")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
addEventListener("resize", reach);
document.addEventListener("toggle", reach, true);
reach();

// On paper nothing can be unfolded, so all of it is printed.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open])")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});
