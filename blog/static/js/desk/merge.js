// The work that another is merged into: known ones are offered as it is named.

import { offerWorks } from "../editor/reviews/offers.js";

const input = /** @type {HTMLInputElement} */ (document.getElementById("called"));
const list = /** @type {HTMLElement} */ (document.getElementById("called-options"));
offerWorks(input, list, {
  address: String(input.dataset.known),
  // Not the work that is to go.
  more: () => ({ without: String(input.dataset.work) }),
});
