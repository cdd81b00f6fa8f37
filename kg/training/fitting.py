"""Examples → models: conditional random fields over sequences and logistic regression, by L-BFGS with ridge penalty.

The same examples give the same weights on one machine: nothing is drawn by chance.
Lafferty, McCallum, Pereira 2001, Conditional Random Fields; https://docs.scipy.org/doc/scipy/reference/optimize.minimize-lbfgsb.html
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from kg.scoring import UNIT, Model, packed

Features = Sequence[str]


def vocabulary(rows: Sequence[Features], least: int) -> dict[str, int]:
    """The features that stand in at least so many rows, numbered."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(set(row))
    return {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}


def matrix(rows: Sequence[Features], known: dict[str, int]) -> csr_matrix:
    """Rows of features as a sparse matrix of counts."""
    indices: list[int] = []
    starts = [0]
    for row in rows:
        indices += [known[name] for name in row if name in known]
        starts.append(len(indices))
    data = np.ones(len(indices))
    return csr_matrix((data, np.array(indices, dtype=np.int32), np.array(starts)), shape=(len(rows), len(known)))


def as_model(
    name: str,
    labels: Sequence[str],
    known: dict[str, int],
    weights: np.ndarray,
    steps: np.ndarray | None = None,
    least: float = 0.04,
) -> Model:
    """Weights rounded to whole numbers; those near nothing are left out."""
    table: dict[str, int] = {}
    whole = np.rint(weights * UNIT).astype(int)
    keep = np.abs(weights) >= least
    for feature, at in known.items():
        if keep[at].any():
            table[feature] = packed((int(place), int(whole[at, place])) for place in np.flatnonzero(keep[at]))
    rows = tuple(tuple(int(x) for x in np.rint(row * UNIT)) for row in steps) if steps is not None else ()
    return Model(name, tuple(labels), table, rows)


def fit_classes(
    name: str, rows: Sequence[Features], truths: Sequence[str], *, ridge: float = 1.0, least: int = 2,
    weights: Sequence[float] | None = None, rounds: int = 200,
) -> Model:  # fmt: skip
    """A model of classes (multinomial logistic regression); one without labels where there is nothing to learn."""
    labels = sorted(set(truths))
    if len(labels) < 2:
        return Model(name, tuple(labels), {})
    known = vocabulary(rows, least)
    x = matrix(rows, known)
    y = np.array([labels.index(truth) for truth in truths])
    share = np.ones(len(rows)) if weights is None else np.array(weights)
    size = (len(known), len(labels))
    onehot = np.zeros((len(rows), len(labels)))
    onehot[np.arange(len(rows)), y] = 1

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(size)
        z = x @ w
        log = z - logsumexp(z, axis=1, keepdims=True)
        value = -(share * log[np.arange(len(rows)), y]).sum() + 0.5 * ridge * (w * w).sum()
        slope = x.T @ ((np.exp(log) - onehot) * share[:, None]) + ridge * w
        return float(value), np.asarray(slope).ravel()

    best = minimize(loss, np.zeros(size[0] * size[1]), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return as_model(name, labels, known, best.x.reshape(size))


def fit_choice(
    name: str, rows: Sequence[Features], right: Sequence[bool], groups: Sequence[int] | None = None, *,
    ridge: float = 1.0, least: int = 2, rounds: int = 200, weights: Sequence[float] | None = None,
) -> Model:  # fmt: skip
    """A model of one score: of being right (logistic regression) or, with groups, of being the right one of its group
    (conditional logit)."""
    if not rows:
        return Model(name, ("right",), {})
    known = vocabulary(rows, least)
    x = matrix(rows, known)
    y = np.array(right, dtype=float)
    share = np.ones(len(rows)) if weights is None else np.array(weights)
    if groups is None:

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            z = x @ w
            value = (share * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * ridge * (w * w).sum()
            return float(value), x.T @ (share * (1 / (1 + np.exp(-z)) - y)) + ridge * w
    else:
        group = np.array(groups)
        many = int(group.max()) + 1 if len(group) else 0
        order = np.argsort(group, kind="stable")
        bounds = np.searchsorted(group[order], np.arange(many))

        def total(values: np.ndarray) -> np.ndarray:
            return np.add.reduceat(values[order], bounds)

        told = (total(y) > 0).astype(float)
        wanted = y / np.maximum(total(y), 1)[group]
        """Several right ones of a group are right in equal parts, so that none of them is forgotten."""

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            z = x @ w
            top = np.maximum.reduceat(z[order], bounds)[group]
            e = np.exp(z - top)
            everything = total(e)
            log = z - top - np.log(everything)[group]
            value = -(share * wanted * log).sum()
            slope = share * (np.exp(log) * told[group] - wanted)
            return float(value + 0.5 * ridge * (w * w).sum()), x.T @ slope + ridge * w

    best = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return as_model(name, ("right",), known, best.x.reshape(-1, 1))


def fit_chain(
    name: str, sequences: Sequence[Sequence[Features]], truths: Sequence[Sequence[str]], *, ridge: float = 1.0,
    least: int = 2, rounds: int = 120,
) -> Model:  # fmt: skip
    """A model of sequences (linear-chain conditional random field)."""
    labels = sorted({one for truth in truths for one in truth})
    place = {label: at for at, label in enumerate(labels)}
    rows = [row for sequence in sequences for row in sequence]
    known = vocabulary(rows, least)
    x = matrix(rows, known)
    xt = x.T.tocsr()
    y = np.array([place[one] for truth in truths for one in truth])
    lengths = np.array([len(s) for s in sequences])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    order = np.argsort(-lengths, kind="stable")
    lengths, starts = lengths[order], starts[order]
    depth = int(lengths[0])
    alive = [int((lengths > t).sum()) for t in range(depth)]
    size, n = (len(known), len(labels)), len(labels)
    seen = np.zeros((n, n))
    for truth in truths:
        for a, b in itertools.pairwise(truth):
            seen[place[a], place[b]] += 1
    observed = np.zeros((len(rows), n))
    observed[np.arange(len(rows)), y] = 1

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w, steps = flat[: size[0] * n].reshape(size), flat[size[0] * n :].reshape(n, n)
        z = x @ w
        forward = np.empty_like(z)
        highest = steps.max()
        e = np.exp(steps - highest)
        a = z[starts]
        forward[starts] = a
        for t in range(1, depth):
            k = alive[t]
            top = a[:k].max(axis=1, keepdims=True)
            a = np.log(np.exp(a[:k] - top) @ e + 1e-300) + top + highest + z[starts[:k] + t]
            forward[starts[:k] + t] = a
        ends = starts + lengths - 1
        norm = logsumexp(forward[ends], axis=1)
        backward = np.zeros_like(z)
        pairs = np.zeros((n, n))
        for t in range(depth - 2, -1, -1):
            k = alive[t + 1]
            after = z[starts[:k] + t + 1] + backward[starts[:k] + t + 1]
            top = after.max(axis=1, keepdims=True)
            power = np.exp(after - top)
            backward[starts[:k] + t] = np.log(power @ e.T + 1e-300) + top + highest
            f = forward[starts[:k] + t] - norm[:k, None] + top + highest
            pairs += (np.exp(f).T @ power) * e
        sums = np.repeat(norm, lengths)
        index = np.concatenate([np.arange(s, s + length) for s, length in zip(starts, lengths, strict=True)])
        expected = np.empty_like(z)
        expected[index] = np.exp(forward[index] + backward[index] - sums[:, None])
        value = norm.sum() - z[np.arange(len(rows)), y].sum() - (seen * steps).sum()
        value += 0.5 * ridge * ((w * w).sum() + 0.1 * (steps * steps).sum())
        slope = xt @ (expected - observed) + ridge * w
        step_slope = pairs - seen + 0.1 * ridge * steps
        return float(value), np.concatenate([np.asarray(slope).ravel(), step_slope.ravel()])

    start = np.zeros(size[0] * n + n * n)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    w, steps = best.x[: size[0] * n].reshape(size), best.x[size[0] * n :].reshape(n, n)
    return as_model(name, labels, known, w, steps)
