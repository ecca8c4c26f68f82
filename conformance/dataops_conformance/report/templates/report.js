"use strict";
{
  const form = document.getElementById("filter");
  const rows = [...document.querySelectorAll(".checks > li")].map((element) => ({
    element,
    status: element.dataset.status,
    area: element.dataset.area,
    operation: element.dataset.operation,
    text: element.textContent.toLowerCase(),
  }));
  const { text, status, area, operation } = form.elements;

  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const wanted =
        (!status.value || row.status === status.value) &&
        (!area.value || row.area === area.value) &&
        (!operation.value || row.operation === operation.value) &&
        words.every((word) => row.text.includes(word));
      row.element.hidden = !wanted;
      shown += wanted;
    }
    form.querySelector("output").textContent = `${shown} of ${rows.length} checks`;
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  for (const cell of document.querySelectorAll("a.cell")) {
    cell.addEventListener("click", () => {
      form.reset();
      operation.value = cell.dataset.operation;
      area.value = cell.dataset.area;
      apply();
    });
  }
  apply();

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = button.parentElement.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        // No access to the clipboard: the text is selected, ready for the reader's own shortcut.
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
  }
}
