#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The matching function that the market of single vacancies turns out to have, and its Beveridge curve, as a page.

    analysis/matching.py --write-docs        10 replicates at scale 0.05, to docs/matching.md

Method. Vacancies and job losses are multiplied by 0.8, 1 and 1.25, in all nine combinations, so that hires meet more and fewer posts and
seekers for reasons outside the market. Of each run the means of July 2023 to December 2024 are taken: hires H of people without work,
seekers U (unemployed at the month's end and those hired), posts V (open at the month's start, and left before the matching). In each
replicate ln H is regressed on ln U and ln V over the nine runs (least squares); shown are the mean over replicates and the half-width of
its 95 % interval (Student's t). Of all who look, H are all hires and U includes people who have a post; in those nine runs the share of
residents who look on from a post is multiplied as job losses are, so that all who look become more or fewer alike. The slope of the
Beveridge curve, of people without work, is that of ln V on ln U over the three runs with ordinary job losses: what happens when vacancies alone change.
"""

import itertools

import numpy

import job_market
import pages
from pages import ROOT

PAGE = ROOT / "docs" / "matching.md"
FACTORS = (0.8, 1, 1.25)
MONTHS = slice("2023-07", "2024-12")
FORMS = {"vacancies": "baseline.yaml", "mean_field": "mean_field.yaml"}
LOOKING = "labour.vacancy_market.local_looking_share"

ROWS = [("vacancies", False), ("vacancies", True), ("mean_field", False)]
WHO = {False: "people without work", True: "all who look"}

TEXT = """Surveys of the literature find 0.5 to 0.7 in the unemployed and about constant returns (Petrongolo and Pissarides 2001), mostly from
flows and stocks in which people who look from a post are not seen and move with the unemployed. The row of all who look is the one to
compare. The mean field, a structural variant, has its elasticity in vacancies put in (`tightness_elasticity`); in the market of single
vacancies, which is the baseline's, it comes out of who sees which post. Returns are near constant there because a seeker reads as many
adverts however many there are (`places_elasticity` of 1); were it 0, twice the seekers and posts would make up to four times the
meetings. Where people without work alone become more, their own hires rise nearly in proportion: most of those whom they outrank have
a post already. Posts in health, education and public administration fill slowly, so that one more seeker there takes hardly anybody's.

- Petrongolo, B. and Pissarides, C. (2001). Looking into the black box: a survey of the matching function. Journal of Economic
  Literature 39.
"""


def looking_share():
    import fit_candidates as files
    market = files.load(ROOT / "scenarios" / "hong_kong" / "vacancies.yaml")["labour"]["vacancy_market"]
    return float(files.plain(market["local_looking_share"]))


def run(options, form, everybody, vacancies, layoffs):
    words = [f"--set=labour.vacancy_factor={vacancies:g}", f"--set=labour.layoff_factor={layoffs:g}"]
    words += [f"--set={LOOKING}={looking_share() * layoffs:g}"] if everybody else []
    name = f"{form}{'_all' if everybody else ''}_{vacancies:g}_{layoffs:g}"
    return pages.labour_of(options, name, ROOT / "scenarios" / FORMS[form], "--until", "2024-12", *words)


def total(figure):
    """Mean of the months counted, over all groups and sectors, by replicate."""
    figure = figure.sel(month=MONTHS).mean("month")
    return figure.sum([dim for dim in figure.dims if dim != "replicate"]).values.astype(float)


def hires_and_seekers(labour, everybody):
    hires = total(job_market.hired_from_no_work(labour))
    seekers = total(labour.unemployed) + hires
    return (total(labour.hires), seekers + total(labour.looking_on)) if everybody else (hires, seekers)


def points(options, form, everybody):
    """ln H, ln U, ln V: [run, replicate], and the factors of each run."""
    factors = list(itertools.product(FACTORS, FACTORS))
    found = []
    for vacancies, layoffs in factors:
        labour = run(options, form, everybody, vacancies, layoffs)
        left = total(labour.separations) - (total(labour.job_changes) if "job_changes" in labour else 0)
        found.append([*hires_and_seekers(labour, everybody), total(labour.vacancies) + left])
    return factors, numpy.log(numpy.array(found).transpose(1, 0, 2))


def cell(values):
    return pages.text(pages.interval(values), decimals=2, sign=False)


def estimates(options, form, everybody):
    factors, (hires, seekers, vacancies) = points(options, form, everybody)
    elasticities = []
    for r in range(hires.shape[1]):
        terms = numpy.column_stack([numpy.ones(len(hires)), seekers[:, r], vacancies[:, r]])
        elasticities.append(numpy.linalg.lstsq(terms, hires[:, r], rcond=None)[0][1:])
    of_seekers, of_vacancies = numpy.array(elasticities).T
    ordinary = [i for i, (_, layoffs) in enumerate(factors) if layoffs == 1]
    slopes = [numpy.polyfit(seekers[ordinary, r], vacancies[ordinary, r], 1)[0] for r in range(hires.shape[1])]
    return [cell(values) for values in (of_seekers, of_vacancies, of_seekers + of_vacancies)] + ["–" if everybody else cell(slopes)]


def page(rows, options):
    head = ["form of the market", "who looks", "elasticity of hires in seekers", "in vacancies", "their sum", "slope of the Beveridge curve"]
    lines = ["<!-- Written by analysis/matching.py; do not edit. -->", "# The matching function, measured", "",
             f"Made at scale {options.scale:g} with {options.replicates} replicates by", "", "```",
             f"analysis/matching.py --write-docs --scale {options.scale:g} --replicates {options.replicates}", "```", ""]
    lines += __doc__.split("Method. ")[1].strip().splitlines()
    lines += ["", pages.table(head, [[f"`{form}`", WHO[everybody], *row] for (form, everybody), row in rows.items()], texts=2)]
    lines += ["", TEXT]
    return "\n".join(lines)


def main(words=None):
    options = pages.options_of_page(words, __doc__.splitlines()[0], PAGE, replicates=10)
    rows = {(form, everybody): estimates(options, form, everybody) for form, everybody in ROWS}
    text = page(rows, options)
    print(text)
    if options.page:
        options.page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
