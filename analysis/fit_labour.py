#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The speed of job matching and the rate of job loss, and how well Top Talent Pass entrants search.

Method. Three figures, three parameters, corrected together for five rounds on runs to December 2023:

- The level of unemployment from December 2022 to December 2023 and the share of spells of six months or longer in 2023 (0.278) give
  job finding and job loss. The level is the mean of the months of the published quarters: December 2022 (3.5 %), 2023Q1 (3.1 %) and
  2023Q4 (2.9 %), seasonally adjusted, helpers in the labour force. In a steady state h u = s (1 - u) with h the chance of a job a month, and the share of long spells is exp(-6 h). The
  pace of matching is multiplied by ln(published share) / ln(simulated share): the places at which posts are looked for are divided by
  it, since fewer places show more posts to each look. What that does to unemployment, and the distance to the level, go to the three
  separation rates by skill, all multiplied by [odds(published u) / odds(simulated u)] x the factor of the pace.
  Unemployment of later quarters is not used.
- Of holders who had landed six months or more, 54 % worked in November 2023. Searching shares keep their priors; the search efficiency
  common to the Top Talent Pass pools is multiplied so that the chance of still looking follows: if a share w of the holders
  searches (from the pools), the efficiency is scaled by ln(1 - published / w) / ln(1 - simulated / w).

It writes vacancies.yaml, labour.yaml and pools.yaml (role: fitted).

With --form mean_field the same is done for the mean field (scenarios/mean_field.yaml), and mean_field.yaml is written: the efficiency of
matching is multiplied by the factor of the pace, and the elasticity in tightness stands at the middle of the surveys' range.
"""

import dataclasses
import math

import fitting

SKILLS = ("high", "middle", "elementary")
POOLS = tuple(f"{origin}_{kind}" for origin in ("mainland", "overseas")
              for kind in ("high_earner", "experienced_graduate", "recent_graduate"))
SEARCHERS = 0.66      # share of Top Talent Pass entrants who search: the pools' shares, weighted by arrivals to May 2023
QUARTERS = {"unemployment_2022Q4": 1, "unemployment_2023Q1": 3, "unemployment_2023Q4": 3}   # months of each within the run
LONG_SPELLS, AT_WORK = "long_unemployed_share_2023", "ttps_employed_2023_11"


def odds(share):
    return share / (1 - share)


def level(figure):
    """Mean unemployment to the end of 2023; `figure` gives that of a quarter."""
    return sum(figure(name) * months for name, months in QUARTERS.items()) / sum(QUARTERS.values())


@dataclasses.dataclass(frozen=True)
class Form:
    """A form of the labour market: the scenario that has it, where its values stand, and what makes matching faster."""

    scenario: str
    speed_file: str
    labour_file: str
    pools_file: str
    speed: str       # path below labour of the parameter that sets the pace of matching
    power: int       # the pace goes with this power of it
    decimals: int

    def read_values(self):
        import fit_candidates as files
        speed, labour, pools = (files.load(fitting.CITY / file) for file in (self.speed_file, self.labour_file, self.pools_file))
        separation, speed = files.plain(labour["labour"]["separation_month"]), speed["labour"]
        for key in self.speed.split("."):
            speed = speed[key]
        return (float(files.plain(speed)), [float(separation[skill]) for skill in SKILLS],
                float(files.plain(pools["pools"][POOLS[0]]["search_efficiency"])))

    def as_settings(self, speed, separation, search):
        rates = ", ".join(f"{skill}: {rate:.5f}" for skill, rate in zip(SKILLS, separation))
        settings = {f"labour.{self.speed}": f"{speed:.{self.decimals}f}", "labour.separation_month": f"{{{rates}}}"}
        return settings | {f"pools.{pool}.search_efficiency": f"{search:.3f}" for pool in POOLS}

    def file_of(self, path):
        if path.startswith("pools."):
            return self.pools_file
        return self.speed_file if path == f"labour.{self.speed}" else self.labour_file


FORMS = {
    "vacancies": Form("baseline.yaml", "vacancies.yaml", "labour.yaml", "pools.yaml", "vacancy_market.places_per_vacancy", -1, 3),
    "mean_field": Form("mean_field.yaml", *3 * ["mean_field.yaml"], "matching_efficiency", 1, 4),
}


def improve(form, trial, figures, speed, separation, search):
    published = {name: trial.published(name) for name in (LONG_SPELLS, AT_WORK)}
    faster = math.log(published[LONG_SPELLS]) / math.log(figures[LONG_SPELLS])
    more_lost = faster * odds(level(trial.published)) / odds(level(figures.get))
    better = math.log(1 - published[AT_WORK] / SEARCHERS) / math.log(1 - min(figures[AT_WORK], 0.98 * SEARCHERS) / SEARCHERS)
    # Newcomers meet the pace of all times their own; the correction of the first is taken out of the second.
    return speed * faster ** form.power, [rate * more_lost for rate in separation], search * better / faster


def main():
    parser = fitting.parser(__doc__.splitlines()[0], rounds=5)
    parser.add_argument("--form", choices=FORMS, default="vacancies", help="of the labour market")
    options = parser.parse_args()
    form = FORMS[options.form]
    trial = fitting.Trial(options, until="2023-12", events=True, scenario=form.scenario)
    values = form.read_values()
    for number in range(options.rounds + 1):
        settings = form.as_settings(*values)
        figures = trial.run(settings)
        shown = dict(list(settings.items())[:3])
        fitting.report(number, shown, {"unemployment": (level(figures.get), level(trial.published))} |
                       {name: (figures[name], trial.published(name)) for name in (LONG_SPELLS, AT_WORK)})
        if number < options.rounds:
            values = improve(form, trial, figures, *values)
    if not options.dry_run:
        for path, value in settings.items():
            fitting.set_value(form.file_of(path), path, value)


if __name__ == "__main__":
    main()
