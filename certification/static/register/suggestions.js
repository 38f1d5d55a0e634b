// Arrow keys move between a search field and the names suggested below it; Escape closes them. Tab does as ever.
// As they lie over the page, they are also closed by whatever leads away from them.
const close = (search) => search.querySelector(".suggestions").replaceChildren();
const leave = (to) => document.querySelectorAll(".search:has(.suggestions)").forEach((search) => search.contains(to) || close(search));
document.addEventListener("focusin", (event) => leave(event.target));
document.addEventListener("pointerdown", (event) => leave(event.target));
document.addEventListener("keydown", (event) => {
  const search = event.target.closest(".search");
  const field = search?.querySelector("input[type=search]");
  const names = [...(search?.querySelectorAll(".suggestions a") ?? [])];
  const stops = [field, ...names];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!names.length || !stops.includes(event.target) || !(step || event.key === "Escape")) return;
  event.preventDefault();
  if (step) {
    stops.at((stops.indexOf(event.target) + step) % stops.length).focus();
  } else {
    close(search);
    field.focus();
  }
});
