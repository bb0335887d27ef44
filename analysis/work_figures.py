# SPDX-License-Identifier: MIT
"""Published figures of newcomers' work, unemployment and vacancies beside simulated ones, with intervals over replicates."""

import numpy

import job_market
import pages
import validate
import what_if_page

# Rows of scenarios/hong_kong/targets.yaml that are shown, by the start of their names.
TARGETS = ("ttps_employed_", "renewed_pay_", "unemployment_", "vacancies_")
INTERVIEWS = "HKCSS Policy Bulletin no. 39, March 2026: of nine interviewees some at once, one after four, one after about ten months"
LITERATURE = "literature on contacts in job search, as for the channel `contacts` in scenarios/hong_kong/vacancies.yaml"
QUANTILES = (0.1, 0.5, 0.9)
FAR = 0.1
CONTACTS = (18, 45)          # per cent
QUARTERS = {"2023Q1": slice("2023-01", "2023-03"), "2025Q2": slice("2025-04", "2025-06")}


def number(value, decimals):
    return f"{value:,.{decimals}f}".replace("-", "−")


def interval(values, decimals):
    """Mean with the half-width of its 95 % interval, and the lowest and highest replicate."""
    values = numpy.asarray(values, float)
    mean, half = pages.interval(values)
    return (f"{number(mean, decimals)} ± {number(half, decimals)} "
            f"({number(values.min(), decimals)} to {number(values.max(), decimals)})")


def measured(run):
    """Of each target shown: its row, and one simulated value a replicate."""
    targets, groups = validate.load_targets()
    shown = [target for target in targets if target["name"].startswith(TARGETS)]
    return [(target, validate.simulated_values(run, target, groups)) for target in shown]


def target_row(run, target, values):
    percent = str(target["unit"]) == "1"
    factor, decimals = (100, 1) if percent else (1, 0)
    title = target["name"] + (", %" if percent else f", {target['unit']}")
    source = target["source"] + (f" ({target['note']})" if "note" in target else "")
    return [title, number(factor * float(target["value"]), decimals), validate.role_of(run, target), source,
            interval(factor * values, decimals)]


def misses(run, found):
    """Figures that are not put in and lie more than a tenth off, or outside a published range."""
    off = [f"{target['name']} ({number(values.mean() / float(target['value']), 2)})" for target, values in found
           if validate.role_of(run, target) != "input" and abs(values.mean() / float(target["value"]) - 1) > FAR]
    off += [f"{title} ({number(float(share.mean()), 1)})" for title, share in contact_shares(run).items()
            if not CONTACTS[0] <= float(share.mean()) <= CONTACTS[1]]
    return ", ".join(off) or "none"


def first_job_rows(run):
    talent = run.labour.first_jobs.sel(scheme=what_if_page.talent_schemes(run)).sum("scheme")
    bands = [str(band) for band in talent.months_to_job.values]
    rows = []
    for q in QUANTILES:
        found = [str(job_market.first_job_quantiles(talent.isel(replicate=r), [q]).values[0]) for r in range(run.replicates)]
        places = sorted(bands.index(band) for band in found)
        rows.append([f"months to the first job, P{100 * q:.0f} of those who found one", "weeks to 10 months", "result", INTERVIEWS,
                     f"{bands[places[len(places) // 2]]} ({bands[places[0]]} to {bands[places[-1]]})"])
    return rows


def contact_shares(run):
    """Per cent of hires, by title."""
    hires = run.labour.hires_by_channel.sum("month")
    shares = {}
    for title, groups in (("talent", ["talent"]), ("all hires", list(hires.resident_group.values))):
        found = hires.sel(resident_group=groups).sum("resident_group")
        for channels, told in ((["contacts"], ""), (["contacts", "mixed"], ", those told where to apply included")):
            share = 100 * found.sel(channel=channels).sum("channel") / found.sum("channel")
            shares[f"jobs found through contacts, {title}{told}, %"] = share
    return shares


def contact_rows(run):
    published = " to ".join(str(bound) for bound in CONTACTS)
    return [[title, published, "fitted", LITERATURE, interval(share, 1)] for title, share in contact_shares(run).items()]


def unemployment_table(forms):
    """Who is without work in the first quarter of 2023 and the second of 2025, by form of the market; means over replicates."""
    rows = []
    for title, run in forms.items():
        for quarter, months in QUARTERS.items():
            by_group = run.labour.unemployed.sel(month=months).mean(["replicate", "month"]).sum("sector")
            residents = float(by_group.sel(resident_group="local"))
            rate = 100 * float(job_market.beveridge_points(run.labour).unemployment_rate.sel(month=months).mean())
            rows.append([title, quarter, number(rate, 1), number(residents, 0), number(float(by_group.sum()) - residents, 0)])
    return pages.table(["", "quarter", "unemployed, %", "residents", "newcomers and their families"], rows, texts=2)


def table(run, found):
    rows = [target_row(run, target, values) for target, values in found]
    rows += first_job_rows(run) + contact_rows(run)
    return pages.table(["figure", "published", "role", "source", "simulated"], rows, texts=5)
