"use strict";
// Everything is there without this file; it filters, and chooses which two drafts stand side by side.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  for (const form of all("form[data-filters]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => apply(form));
  }
  function apply(form) {
    const what = form.dataset.filters;
    const wanted = Object.fromEntries(new FormData(form));
    let left = 0;
    for (const row of all(`[data-row="${what}"]`)) {
      const text = (wanted.text || "").toLowerCase();
      const fits = Object.entries(wanted).every(([name, value]) =>
        !value || !(name in row.dataset) || row.dataset[name].split(name === "kinds" ? " " : "\n").includes(value));
      row.hidden = !fits || (text !== "" && !row.textContent.toLowerCase().includes(text));
      left += row.hidden ? 0 : 1;
    }
    for (const none of all(`[data-none="${what}"]`)) none.hidden = left > 0;
    if (what === "case") columns(wanted);
  }
  function columns(wanted) {
    for (const article of all("article[data-variant]")) {
      const name = article.dataset.variant;
      article.hidden = name !== wanted.left && name !== wanted.right;
      article.style.order = name === wanted.left ? "0" : "1";
    }
    for (const changes of all(".changes")) changes.hidden = !wanted.changes;
  }
  const cases = document.querySelector('form[data-filters="case"]');
  if (cases) apply(cases);
  const open = () => {
    let element = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let one = element; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    if (element) element.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => all("details:not(.case, .case *)").forEach((one) => { one.open = true; }));
  open();
})();
