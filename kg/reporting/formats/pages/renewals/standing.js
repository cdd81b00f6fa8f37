// Where a contract stands on a day, as `kg/known/standing.py` says it: facts and a day in; section, state, what is due.
const DUE = new Set(["ends", "extended", "rolling"]);

function standing(facts, day, lead) {
  const broken = nextBreak(facts.roll, day);
  const [section, state, bounds] = placed(facts, day, broken);
  const due = bounds ? bounds[0] : null;
  const startBy = due && lead !== null ? shifted(due, -lead) : null;
  return { section, state, due, broken, startBy, band: warning(due, startBy, day), left: left(bounds, day) };
}

// Only a start can be overdue; an end that may be past is now.
function warning(due, startBy, day) {
  if (startBy) return bandOf(startBy, day);
  return due ? (due < day ? "now" : bandOf(due, day)) : "";
}

function placed(facts, day, broken) {
  if (facts.kind === "unknown") return ["unknown", "", null];
  if (facts.kind === "rolling") return ["rolling", "rolls on", broken];
  if (facts.moved) return ["moved", "moved", null];
  const [first, last] = facts.end || [null, null];
  if (last === null) return ["ends", "", facts.end || null];
  if (last >= day) return ["ends", first && first <= day ? "may have ended" : "running", facts.end];
  if (broken) return ["extended", "end passed, rolls on", broken];
  if (facts.heldOver) return ["held-over", "held over", facts.end];
  if (facts.longest && facts.longest[1] && facts.longest[1] >= day)
    return ["extended", "end passed, may have been extended", facts.longest];
  return ["passed", "end passed, no later letter", null];
}

// Whole months to the first and to the last day; of an open end only what there is.
function left(bounds, day) {
  if (!bounds) return "";
  const [least, most] = bounds.map((bound) => (bound ? monthsTo(day, bound) : null));
  if (most === null) return least === null ? "" : `${least} months or more`;
  if (most < 0) return `${-most} month${most === -1 ? "" : "s"} over`;
  if (most === 0) return "under a month";
  if (least === null || least === most) return `${most} month${most === 1 ? "" : "s"}`;
  return `${Math.max(least, 0)} to ${most} month${most === 1 ? "" : "s"}`;
}
