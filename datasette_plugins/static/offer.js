"use strict";
/* The button that copies the address of an offer, in place of the link to it: only where the browser lets us. */
for (const button of navigator.clipboard ? document.querySelectorAll("button.copy") : []) {
  const said = button.textContent;
  const voice = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.parentElement.querySelector(".permalink").hidden = true;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.address);
    button.textContent = voice.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = said;
      voice.textContent = "";
    }, 3000);
  });
}
