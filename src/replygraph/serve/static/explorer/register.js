'use strict';
// A choice sifts at once; fields that say nothing stay out of the address.
(() => {
  const form = document.getElementById('sift');
  if (!form) return;
  form.addEventListener('submit', () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
  form.querySelectorAll('select').forEach((field) => field.addEventListener('change', () => form.requestSubmit()));
  // coming back with the browser's button must find the fields usable
  addEventListener('pageshow', () => { for (const field of form.elements) field.disabled = false; });
})();
