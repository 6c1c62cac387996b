// The search for a cover, in a form that is not the editor's.

import { startCovers } from "../editor/pictures/covers.js";

const form = document.querySelector("form:has([data-covers])");
if (form instanceof HTMLFormElement) startCovers(form);
