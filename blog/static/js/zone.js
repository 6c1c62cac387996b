// The set-up: the time zone of this device stands chosen, where the blog knows it by the same name and nobody was quicker.

const zone = /** @type {HTMLSelectElement} */ (document.getElementById("time_zone"));
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isUntouched = zone.selectedOptions[0]?.defaultSelected;
if (isUntouched && [...zone.options].some((option) => option.value === here)) zone.value = here;
