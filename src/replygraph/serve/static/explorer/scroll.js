'use strict';
// Boxes that scroll sideways: data-wide says that they do, data-more that there is more to the right.
(() => {
  const look = (box) => {
    const more = box.scrollWidth - box.clientWidth - box.scrollLeft > 4;
    box.toggleAttribute('data-more', more);
    box.toggleAttribute('data-wide', box.scrollWidth - box.clientWidth > 4);
  };
  const boxes = [...document.querySelectorAll('.scroll')];
  const watch = new ResizeObserver((seen) => seen.forEach((one) => look(one.target)));
  for (const box of boxes) {
    look(box);
    watch.observe(box);
    box.addEventListener('scroll', () => look(box), { passive: true });
  }
})();
