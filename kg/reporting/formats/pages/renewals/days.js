// Days as ISO strings, counted as `kg/known/dating.py` counts them; a test holds the two equal.
const BANDS = [6, 12, 18];
const STEPS = 5000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const parts = (day) => day.split("-").map(Number);
const lastOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function iso(year, month, day) {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function plusDays(day, days) {
  const [year, month, date] = parts(day);
  const moved = new Date(Date.UTC(year, month - 1, date + days));
  return iso(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

// The last day of a month stays the last.
function shifted(day, months) {
  const [year, month, date] = parts(day);
  const at = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12 + 12) % 12 + 1];
  if (toYear < 1 || toYear > 9999) return months > 0 ? "9999-12-31" : "0001-01-01";
  const last = lastOf(toYear, toMonth);
  return iso(toYear, toMonth, date === lastOf(year, month) || date > last ? last : date);
}

// Whole months; negative where the end is over.
function monthsTo(day, end) {
  const [fromYear, fromMonth, fromDate] = parts(day), [year, month, date] = parts(end);
  return (year - fromYear) * 12 + month - fromMonth - (date < fromDate ? 1 : 0);
}

function bandOf(due, day) {
  if (due < day) return "overdue";
  const months = BANDS.find((each) => due <= shifted(day, each));
  return months === undefined ? "later" : `${months} months`;
}

function nextBreak(roll, day) {
  if (!roll) return null;
  return roll.month ? nextAnniversary(roll, roll.after && roll.after > day ? roll.after : day) : nextPeriod(roll, day);
}

// The day before the next time that a month has one of the days.
function nextAnniversary({ month, days }, day) {
  let found = null;
  for (let year = parts(day)[0], tries = 0; tries < 3; year += 1, tries += 1) {
    found = days.map((one) => plusDays(iso(year, month, Math.min(one, lastOf(year, month))), -1));
    if (found[1] >= day) break;
  }
  return found;
}

function nextPeriod({ period: [months, days], from, step }, day) {
  for (let number = step; number < STEPS; number += 1) {
    const found = from.map((bound) => plusDays(shifted(bound, months * number), days * number));
    if (found[1] >= day) return found;
  }
  return null;
}

function localToday() {
  const now = new Date();
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

function spoken(day) {
  const [year, month, date] = parts(day);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}
