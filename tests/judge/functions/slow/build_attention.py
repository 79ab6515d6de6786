"""Right attention that walks over batch, heads and queries."""
# mypy: ignore-errors

import numpy as np


def attention(q, k, v, mask=None, causal=False):
    leading, (queries, depth), keys = q.shape[:-2], q.shape[-2:], k.shape[-2]
    seen = np.ones((*leading, queries, keys), bool)
    if causal:
        seen &= np.tri(queries, keys, keys - queries, dtype=bool)
    if mask is not None:
        seen &= mask
    weights = np.zeros((*leading, queries, keys), q.dtype)
    output = np.zeros((*leading, queries, v.shape[-1]), q.dtype)
    for place in np.ndindex(*leading):
        for query in range(queries):
            allowed = seen[(*place, query)]
            if allowed.any():
                scores = k[place][allowed] @ q[(*place, query)] / depth**0.5
                exps = np.exp(scores - scores.max())
                weights[(*place, query)][allowed] = exps / exps.sum()
                output[(*place, query)] = weights[(*place, query)] @ v[place]
    return output, weights
