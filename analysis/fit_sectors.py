#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""In which sectors Top Talent Pass holders look for work.

Method. Of holders landed six months or more and at work in November 2023, 31 % were in finance, 18 % in technology and 17 % in commerce.
Who looks in a sector with fewer posts, or with posts that ask for Cantonese, is at work less often: the shares of the three sectors in
`sector_shares` of each Top Talent Pass pool are multiplied by published / simulated, for two rounds; the other sectors share what is
left in the proportions of the declared sectors of approvals. What differs between pools stays as assumed. One figure a sector for all
pools cannot tell which pool it belongs to.

It writes pools.yaml (role: fitted).
"""

import fitting
from fit_labour import POOLS

FIGURES = {"financial_services": "ttps_employed_in_finance_2023_11", "innovation_technology": "ttps_employed_in_technology_2023_11",
           "commerce_trade": "ttps_employed_in_commerce_2023_11"}
DECIMALS = 4


def corrected(shares, factors):
    """`shares` by sector with those in `factors` multiplied and the others sharing the rest; they sum to 1 to the last decimal."""
    fitted = {sector: shares[sector] * factors[sector] for sector in factors}
    left = (1 - sum(fitted.values())) / sum(share for sector, share in shares.items() if sector not in factors)
    if left <= 0:
        raise SystemExit("error: no share is left for the other sectors (the factors are too large) fit fewer rounds")
    found = {sector: round(fitted.get(sector, share * left), DECIMALS) for sector, share in shares.items()}
    largest = max(found, key=found.get)
    found[largest] = round(found[largest] + 1 - sum(found.values()), DECIMALS)
    return found


def as_text(shares):
    return "{" + ", ".join(f"{sector}: {share:.{DECIMALS}f}" for sector, share in shares.items()) + "}"


def main():
    import fit_candidates as files
    options = fitting.parser(__doc__.splitlines()[0], rounds=2).parse_args()
    trial = fitting.Trial(options, until="2023-11", events=True)
    pools = files.load(fitting.CITY / "pools.yaml")["pools"]
    shares = {pool: {sector: float(share) for sector, share in files.plain(pools[pool]["sector_shares"]).items()} for pool in POOLS}
    for number in range(options.rounds + 1):
        settings = {f"pools.{pool}.sector_shares": as_text(shares[pool]) for pool in POOLS}
        figures = trial.run(settings)
        fitting.report(number, dict(list(settings.items())[:2]), {name: (figures[name], trial.published(name)) for name in FIGURES.values()})
        if number < options.rounds:
            factors = {sector: trial.published(name) / figures[name] for sector, name in FIGURES.items()}
            shares = {pool: corrected(law, factors) for pool, law in shares.items()}
    if not options.dry_run:
        for path, value in settings.items():
            fitting.set_value("pools.yaml", path, value)


if __name__ == "__main__":
    main()
