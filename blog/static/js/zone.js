// The set-up: the time zone that this device is in stands chosen, where the blog knows it by the same name.

const zone = /** @type {HTMLSelectElement} */ (document.getElementById("time_zone"));
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if ([...zone.options].some((option) => option.value === here)) zone.value = here;
