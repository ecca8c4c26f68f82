"use strict";
{
  const form = document.getElementById("filter");
  const { text, area, which } = form.elements;
  const bodies = [...document.querySelectorAll("tbody.requirement")].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    toggle: element.querySelector(".toggle"),
    rows: [...element.querySelectorAll(".operation-row")],
  }));

  const show = (body, open) => {
    body.toggle.setAttribute("aria-expanded", String(open));
    for (const row of body.rows) row.hidden = !open;
  };

  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text: content } of bodies) {
      const wanted =
        (!area.value || element.dataset.area === area.value) &&
        (!which.value || which.value in element.dataset) &&
        words.every((word) => content.includes(word));
      element.hidden = !wanted;
      shown += wanted;
    }
    form.querySelector("output").textContent = `${shown} of ${bodies.length} requirements`;
  };

  for (const body of bodies) {
    show(body, false);
    body.toggle.addEventListener("click", () => show(body, body.toggle.getAttribute("aria-expanded") === "false"));
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}
