// Stars to click beside the list of ratings, which stays the field: for keys and those who hear the page it says the same.

const STARS = 5;

/** @param {HTMLElement} group */
export function startStars(group) {
  const select = /** @type {HTMLSelectElement} */ (group.querySelector(".rated select"));
  const stars = /** @type {HTMLElement} */ (group.querySelector(".rated .stars"));

  /** @param {number} rating In stars; 0 for none. */
  const show = (rating) => [...stars.children].forEach((star, at) => {
    star.classList.toggle("full", rating >= at + 1);
    star.classList.toggle("half", rating === at + 0.5);
  });
  const showChosen = () => show(Number(select.value) || 0);

  /** @param {MouseEvent} event */
  const under = ({ clientX }) => {
    const { left, width } = stars.getBoundingClientRect();
    const halves = Math.ceil(((clientX - left) / width) * STARS * 2);
    return Math.min(Math.max(halves, 1), STARS * 2) / 2;
  };

  stars.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") show(under(event)); });
  stars.addEventListener("pointerleave", showChosen);
  stars.addEventListener("click", (event) => {
    const rating = String(under(event));
    // The rating that is there already is taken back.
    select.value = select.value === rating ? "" : rating;
    select.dispatchEvent(new InputEvent("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  select.addEventListener("input", showChosen);
  showChosen();
}
