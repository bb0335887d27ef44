#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pictures of one results file.

    analysis/figures.py arrivals out/baseline.h5 -o docs/arrivals.png

arrivals: principals who arrive, a quarter at a time, by scheme; and holders of a stay with permanent residents by scheme, at
each quarter's end. The dotted line is the end of July 2025, after which the inputs of the baseline are held by assumption.
A quarter that the run covers in part counts the months covered.

beveridge: a point a month, the rate of unemployment across and that of vacancies up, means of replicates.
"""

import argparse
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt
import numpy
import pandas

import job_market
import results

INCHES, DOTS_PER_INCH = (9.0, 3.6), 100
BEVERIDGE_INCHES = (5.4, 4.0)
LAST_PUBLISHED = pandas.Timestamp("2025-07-31")  # later inputs are held by assumption
SMALL = 8  # points
LEGEND_LEFT = 0.85  # share of the width


def by_quarter(figure, total):
    """Mean of replicates, quarters x schemes; totals of flows or last values of stocks."""
    months = figure.mean("replicate").transpose("month", "scheme").to_pandas()
    quarters = months.groupby(pandas.PeriodIndex(months.index, freq="Q"))
    table = quarters.sum() if total else quarters.last()
    table.index = table.index.to_timestamp()
    return table


def stack(axes, table, colours, title):
    bottom = numpy.zeros(len(table))
    days = (table.index + pandas.DateOffset(months=3) - table.index).days
    for scheme, colour in zip(table.columns, colours):
        axes.bar(table.index, table[scheme] / 1000, width=days, align="edge", bottom=bottom, color=colour, label=scheme)
        bottom += table[scheme].to_numpy() / 1000
    if table.index[-1] > LAST_PUBLISHED:
        axes.axvline(LAST_PUBLISHED, color="black", linewidth=0.8, linestyle=":")
    axes.set_title(title, fontsize=SMALL + 1)
    axes.set_ylabel("thousand persons", fontsize=SMALL)
    axes.xaxis.set_major_locator(dates.YearLocator(2))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    axes.tick_params(labelsize=SMALL)
    axes.spines[["top", "right"]].set_visible(False)


def arrivals(run, output):
    entering = by_quarter(run.flows.arrivals.sum("sex"), total=True)
    holding = by_quarter(run.stocks.visa_holders + run.stocks.permanent_residents, total=False)
    colours = plt.get_cmap("tab20").colors
    figure, (left, right) = plt.subplots(1, 2, figsize=INCHES)
    stack(left, entering, colours, "Principals who arrive, a quarter")
    stack(right, holding, colours, "Holders, families, permanent residents")
    handles, labels = left.get_legend_handles_labels()
    figure.tight_layout(rect=(0, 0, LEGEND_LEFT, 1))
    figure.legend(handles, labels, loc="center left", bbox_to_anchor=(LEGEND_LEFT, 0.5), fontsize=SMALL - 1, frameon=False)
    figure.savefig(output, dpi=DOTS_PER_INCH, metadata={"Software": None, "Title": run.title})
    plt.close(figure)


def beveridge(run, output):
    points = 100 * job_market.beveridge_points(run.labour).mean("replicate").to_pandas()
    years = points.index.year
    figure, axes = plt.subplots(figsize=BEVERIDGE_INCHES)
    axes.plot(points.unemployment_rate, points.vacancy_rate, color="0.8", linewidth=0.8, zorder=1)
    shown = axes.scatter(points.unemployment_rate, points.vacancy_rate, c=years, cmap="viridis", s=12, zorder=2)
    for year in sorted(set(years)):
        first = points[years == year].iloc[0]
        axes.annotate(str(year), (first.unemployment_rate, first.vacancy_rate), fontsize=SMALL - 1)
    axes.set_xlabel("unemployed, % of the labour force", fontsize=SMALL)
    axes.set_ylabel("vacancies, % of posts filled or open", fontsize=SMALL)
    axes.set_title("Beveridge points, by month", fontsize=SMALL + 1)
    axes.tick_params(labelsize=SMALL)
    axes.spines[["top", "right"]].set_visible(False)
    figure.colorbar(shown, ax=axes).ax.tick_params(labelsize=SMALL)
    figure.tight_layout()
    figure.savefig(output, dpi=DOTS_PER_INCH, metadata={"Software": None, "Title": run.title})
    plt.close(figure)


FIGURES = {"arrivals": arrivals, "beveridge": beveridge}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figure", choices=sorted(FIGURES))
    parser.add_argument("results", help="a results file")
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True, help="a PNG file")
    options = parser.parse_args()
    try:
        FIGURES[options.figure](results.open_results(options.results), options.output)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
