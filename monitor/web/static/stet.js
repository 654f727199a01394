// Keys for those who review much. Every page works without this file.
"use strict";

const dialog = document.getElementById("keys");
const button = document.getElementById("keys-button");

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

// Moves the focus along `places`; from outside of them to the first or last.
function step(places, by) {
  if (!places.length) return;
  const here = places.findIndex((place) => place === document.activeElement);
  const start = by > 0 ? -1 : places.length;
  const next = Math.min(Math.max((here < 0 ? start : here) + by, 0), places.length - 1);
  places[next].focus();
  places[next].scrollIntoView({ block: "center" });
}

function toEdit(rel, by) {
  const link = document.querySelector(`.neighbours a[rel="${rel}"]`);
  if (link) link.click();
  else if (!document.querySelector(".neighbours")) step([...document.querySelectorAll(".to-edit")], by);
}

const keys = {
  j: () => toEdit("next", 1),
  k: () => toEdit("prev", -1),
  n: () => step([...document.querySelectorAll(".part.change")], 1),
  p: () => step([...document.querySelectorAll(".part.change")], -1),
  m: () => document.querySelector("#verdict input:checked, #verdict input")?.focus(),
  "?": () => dialog.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (dialog.open || typing(event.target) || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

button.hidden = false;
button.addEventListener("click", () => dialog.showModal());
