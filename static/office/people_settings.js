// The settings page: how the colour and the text about the employer will look, while they are typed.
import { post } from "./office.js";

// As in the public pages: the colour itself where it can be read, else the nearest mix that can (WCAG 2.2, 1.4.3).
const READABLE = 5.4;
const STEPS = 50;
const PAPERS = {
  light: { paper: [0.984, 0.98, 0.969], towards: [0, 0, 0] },
  dark: { paper: [0.106, 0.11, 0.102], towards: [1, 1, 1] },
};
const INKS = [
  [1, 1, 1],
  [0.027, 0.067, 0.055],
];

const mix = (one, other, share) => one.map((part, at) => part + (other[at] - part) * share);
const hex = (rgb) => `#${rgb.map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("")}`;
const parse = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16) / 255);

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function readable(colour, { paper, towards }) {
  for (let step = 0; step <= STEPS; step += 1) {
    const mixed = mix(colour, towards, step / STEPS);
    if (contrast(mixed, paper) >= READABLE) return { shade: mixed, shifted: step > 0 };
  }
  return { shade: towards, shifted: true };
}

function paint(place, colour) {
  for (const sheet of place.querySelectorAll("[data-paper]")) {
    const ground = PAPERS[sheet.dataset.paper];
    const { shade, shifted } = readable(colour, ground);
    const ink = INKS.reduce((best, one) => (contrast(one, shade) > contrast(best, shade) ? one : best));
    sheet.style.setProperty("--p-paper", hex(ground.paper));
    sheet.style.setProperty("--p-ink", sheet.dataset.paper === "light" ? "#1d2421" : "#e8ebe8");
    sheet.style.setProperty("--p-shade", hex(shade));
    sheet.style.setProperty("--p-on", hex(ink));
    const ratio = contrast(shade, ground.paper).toFixed(1);
    sheet.querySelector(".p-verdict").textContent = `${ratio} : 1 · ${shifted ? place.dataset.shifted : place.dataset.fits}`;
  }
}

function brand(field, place) {
  const picker = Object.assign(document.createElement("input"), { type: "color", className: "p-picker" });
  picker.setAttribute("aria-label", field.labels[0].textContent.trim());
  const row = document.createElement("div");
  row.className = "p-colour";
  field.before(row);
  row.append(picker, field);
  const show = () => {
    const text = field.value.trim();
    const right = /^#[0-9a-f]{6}$/i.test(text);
    field.setCustomValidity(right ? "" : place.dataset.wrong);
    if (!right) return;
    picker.value = text.toLowerCase();
    paint(place, parse(text));
  };
  field.addEventListener("input", show);
  picker.addEventListener("input", () => {
    field.value = picker.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  place.hidden = false;
  show();
}

function preview(field, fold) {
  const target = fold.querySelector(".p-preview");
  let waiting;
  let asked = 0;
  const show = async () => {
    if (!fold.open) return;
    const mine = (asked += 1);
    const answer = await post(fold.dataset.url, { text: field.value });
    if (!answer.ok || mine !== asked) return;
    // Cleaned by the server, as for the public page.
    target.innerHTML = answer.data.html;
    if (!answer.data.html.trim()) target.textContent = target.dataset.empty;
  };
  fold.addEventListener("toggle", show);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
}

const colour = document.querySelector("[data-brand]");
const sheets = document.getElementById("p-brand");
if (colour && sheets) brand(colour, sheets);
const about = document.getElementById("id_about_md");
const fold = document.getElementById("p-about");
if (about && fold) preview(about, fold);
