"""The same program in linopy (labelled arrays).

One variable array a block of columns, one constraint array a block of rows.

A block's rows are one expression of coefficients and variable labels over (row, term), the quickest that linopy
offers: products and sums of named variables, as a model is usually written, take several times as long.
"""

from __future__ import annotations

from typing import Any

import linopy
import numpy as np
import pandas as pd
import xarray as xr

from bench.blocks import Blocks, RowBlock


def build(blocks: Blocks, *, relaxed: bool) -> Any:
    """Build the model; nothing is exported or solved."""
    model = linopy.Model()
    labels: list[Any] = []
    for index, block in enumerate(blocks.columns):
        at = pd.RangeIndex(len(block.lower), name="at")
        lower, upper = (xr.DataArray(ends, dims="at", coords={"at": at}) for ends in (block.lower, block.upper))
        whole = block.integer and not relaxed
        labels.append(model.add_variables(lower=lower, upper=upper, integer=whole, name=f"x{index}").labels.to_numpy())
    label = np.concatenate(labels)
    for index, block in enumerate(blocks.rows):
        _constrain(model, block, label, f"rows{index}")
    used = np.flatnonzero(blocks.costs)
    model.add_objective(_sums(model, label[used][None, :], blocks.costs[used][None, :]).sum(), sense="max")
    return model


def solve(model: Any) -> float:
    """Solve with HiGHS; returns the objective."""
    model.solve("highs", io_api="direct", output_flag=False, threads=1, mip_rel_gap=1e-6)
    return float(model.objective.value)


def _constrain(model: Any, block: RowBlock, label: Any, name: str) -> None:
    count = np.bincount(block.rows, minlength=len(block.lower))
    if not count.any():
        return
    slot = np.arange(block.rows.size) - np.repeat(np.cumsum(count) - count, count)
    variables = np.full((len(count), count.max()), -1)
    coefficients = np.full(variables.shape, np.nan)
    variables[block.rows, slot], coefficients[block.rows, slot] = label[block.columns], block.values
    sums = _sums(model, variables, coefficients)
    equal = block.lower == block.upper
    for mask, bound, sign in (
        (equal, block.lower, "="),
        (~equal & np.isfinite(block.upper), block.upper, "<="),
        (~equal & np.isfinite(block.lower), block.lower, ">="),
    ):
        keep = mask & (count > 0)
        if keep.any():
            bounds, rows = (
                xr.DataArray(one, dims="row", coords=sums.coords) for one in (np.where(keep, bound, 0.0), keep)
            )
            model.add_constraints(sums, sign, bounds, name=f"{name}{sign}", mask=rows)


def _sums(model: Any, variables: Any, coefficients: Any) -> Any:
    rows = pd.RangeIndex(len(variables), name="row")
    terms = {"coeffs": (("row", "_term"), coefficients), "vars": (("row", "_term"), variables)}
    return linopy.LinearExpression(xr.Dataset(terms, coords={"row": rows}), model)
