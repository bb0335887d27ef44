# SPDX-License-Identifier: MIT
"""Lives in made-up towns where nothing is left to chance: the case file, word for word.

Candidates of a pool are certain to apply, land and act as the rules leave them no other way, so that every date and
amount follows from the rules. Only sex and month of birth are drawn; the test takes them out.
"""

import re
import shutil

import pytest
import results
import runs
from commands import talentsim

MONTH_OF_2023 = (2023 - 1950) * 12
BORN = re.compile(r"(Woman|Man|Girl|Boy), born \d{4}-\d{2}")

CERTAIN = """
extends: oracle_town.yaml
title: {title}
period: {{start: 2023-01, end: {end}}}
schemes:
  source: town rules
  open:
    title: Open scheme
    requires: {{points: {{min: 80}}}}
    first_stay_months: 24
    extension_months: [36, 12]
    renewal_lead_months: 3
    permanent_residence_months: 84
{scheme}
pools:
  source: invented
  abroad:
    title: From abroad
    candidates_month: 30
    attributes: {{points: {{constant: 95}}, {attributes}}}
{pool}
labour:
  source: invented
  pay_sigma_left: 1e-9
  pay_sigma_right: 1e-9
renewal:
  source: invented
  apply_base: 50
  apply_early_share: 1
  approve_base: 50
  decision_lag: {{mean_months: 0}}
  switch_share: 0
phases: {{departure: false, renewal: true, permanent_residence: true, households: true}}
{policy}
"""


def key_of(slot, month=0):
    """The key of a candidate of the town's only pool who appears `month` months after January 2023."""
    return 1 << 51 | (MONTH_OF_2023 + month) << 32 | slot << 14


class Town:
    """A folder of scenarios that stand on the town without residents."""

    def __init__(self):
        self.folder = runs.scenario_folder()
        shutil.copy(runs.SCENARIOS / "oracle_town.yaml", self.folder)

    def file(self, name, title="Certain town", end="2030-12", scheme="", attributes="", pool="", policy=""):
        text = CERTAIN.format(title=title, end=end, scheme=scheme, attributes=attributes, pool=pool, policy=policy)
        path = self.folder / f"{name}.yaml"
        path.write_text(text)
        return path


@pytest.fixture
def town():
    return Town()


def trace(*arguments):
    said = talentsim("trace", *arguments, "--threads", "1")
    assert (said.code, said.err) == (0, ""), said.err
    return BORN.sub("Somebody", said.out)


def entries(text):
    """The dated part of a case file, one line an entry."""
    dated = text.split("\n\n")[2]
    return [" ".join(line.split()) for line in re.sub(r"\n {6,}", " ", dated).splitlines()]


WHOLE = """\
Case file of person {key} (abroad/2023-01/3)
Certain town; seed 1, replicate 0, scale 1; 2023-01 to 2030-12

  Somebody (30 on applying)
  From: From abroad
  Not married, no children
  Trained for high-skilled work in work

2023-01  application          Applied under Open scheme: points 95 (asked: 80 or more). [1]
2023-01  approval             Approved under Open scheme, within the month; on landing may stay 24
                              months. [2]
2023-01  arrival              Landed under Open scheme, alone. Leave to stay to 2025-01. Does not
                              look for work here.
2024-10  renewal_applied      Asked to extend the leave that runs out in 2025-01, 3 months ahead
                              (taken from 3 months ahead). No pay; such holders ask with a chance of
                              100 %. Decision due 2024-10. [3]
2024-10  renewed              Leave extended by 36 months, to 2028-01. Renewal asks nothing; no pay.
                              Extension 1 in the scheme's pattern. Such applications are granted
                              with a chance of 100 %. [4]
2027-10  renewal_applied      Asked to extend the leave that runs out in 2028-01, 3 months ahead
                              (taken from 3 months ahead). No pay; such holders ask with a chance of
                              100 %. Decision due 2027-10. [3]
2027-10  renewed              Leave extended by 12 months, to 2029-01. Renewal asks nothing; no pay.
                              Extension 2 in the scheme's pattern. Such applications are granted
                              with a chance of 100 %. [4]
2028-10  renewal_applied      Asked to extend the leave that runs out in 2029-01, 3 months ahead
                              (taken from 3 months ahead). No pay; such holders ask with a chance of
                              100 %. Decision due 2028-10. [3]
2028-10  renewed              Leave extended by 12 months, to 2030-01. Renewal asks nothing; no pay.
                              Extension 3 in the scheme's pattern, whose last length repeats. Such
                              applications are granted with a chance of 100 %. [4]
2029-10  renewal_applied      Asked to extend the leave that runs out in 2030-01, 3 months ahead
                              (taken from 3 months ahead). No pay; such holders ask with a chance of
                              100 %. Decision due 2029-10. [3]
2029-10  renewed              Leave extended by 12 months, to 2031-01. Renewal asks nothing; no pay.
                              Extension 4 in the scheme's pattern, whose last length repeats. Such
                              applications are granted with a chance of 100 %. [4]
2030-01  permanent_residence  Permanent residence after 84 months of ordinary residence since
                              2023-01 (asked: 84); no limit of stay from now on. [5]

At the end of 2030-12
  Lives in Hong Kong
  Permanent resident
  Not looking for work

Rules applied
  [1]  schemes.open.requires: points.min 80; from the start. Source: town rules.
  [2]  schemes.open.first_stay_months: 24 months; from the start. Source: town rules.
  [3]  schemes.open.renewal_lead_months: 3 months; from the start. Source: town rules.
  [4]  schemes.open.extension_months: [36, 12] months; from the start. Source: town rules.
  [5]  schemes.open.permanent_residence_months: 84 months; from the start. Source: town rules.
"""


def test_a_whole_case_file_word_for_word(town):
    assert trace(town.file("certain"), "--person", key_of(3)) == WHOLE.format(key=key_of(3))


def test_routes_that_are_not_met_are_named_with_the_holder_s_figures(town):
    scheme = "    renewal_routes: [{employed: 1}, {own_business: 1, points: {min: 99}}]"
    text = trace(town.file("routes", scheme=scheme, end="2025-12"), "--person", key_of(0))
    assert entries(text)[-2:] == [
        "2024-10 renewal_refused Extension refused. No renewal route met: route 1: employed no (NOT MET, asked: yes); "
        "route 2: points 95 (NOT MET, asked: 99 or more), own business no (NOT MET, asked: yes). [4]",
        "2024-10 departed Left Hong Kong: the extension is refused.",
    ]
    assert "At the end of 2025-12\n  No longer in Hong Kong\n" in text


def test_leave_that_runs_out_without_an_extension(town):
    scheme = "    extension_months: []"
    path = town.file("short", scheme=scheme, end="2025-12")
    path.write_text(path.read_text().replace("    extension_months: [36, 12]\n", ""))
    assert entries(trace(path, "--person", key_of(0)))[-2:] == [
        "2025-01 stay_lapsed Leave ran out. The scheme has no extension, and no other scheme was entered. [3]",
        "2025-01 departed Left Hong Kong: the leave has run out.",
    ]


def test_an_extension_without_a_test_cites_the_policy_that_gave_it(town):
    policy = """policy:
  - from: 2024-03
    note: a year more for early holders
    source: gazette of the town
    set: {schemes.open.unconditional_extension: {months: 12, if_approved_before: 2024-01}}"""
    scheme = "    renewal_routes: [{employed: 1}]"
    path = town.file("early", scheme=scheme, policy=policy, end="2025-12")
    early, late = (trace(path, "--person", key_of(0, month)) for month in (0, 12))
    assert entries(early)[3:] == [
        "2024-03 (rule) The rules change for leave held: schemes.open.unconditional_extension.if_approved_before 2024-01 "
        "(none before), schemes.open.unconditional_extension.months 12 (0 before). A year more for early holders. "
        "Source: gazette of the town.",
        "2024-10 renewal_applied Asked to extend the leave that runs out in 2025-01, 3 months ahead (taken from 3 months "
        "ahead). No pay; such holders ask with a chance of 100 %. Decision due 2024-10. Meets no renewal route today, and "
        "relies on the extension without a test. [3]",
        "2024-10 renewed Leave extended by 12 months, to 2026-01. Granted once without a test, as to every stay approved "
        "before 2024-01 (this one: 2023-01). [4]",
        "2025-10 renewal_applied Asked to extend the leave that runs out in 2026-01, 3 months ahead (taken from 3 months "
        "ahead). No pay; such holders ask with a chance of 100 %. Decision due 2025-10. [3]",
        "2025-10 renewal_refused Extension refused. No renewal route met: route 1: employed no (NOT MET, asked: yes). [5]",
        "2025-10 departed Left Hong Kong: the extension is refused.",
    ]
    assert ("[4] schemes.open.unconditional_extension: if_approved_before 2024-01 (none before), months 12 (0 before); since "
            "2024-03 (a year more for early holders). Source: gazette of the town. [5]") in " ".join(early.split())
    assert not any("without a test" in entry for entry in entries(late)[4:])


def test_a_high_earner_s_long_extension_shows_the_figures(town):
    scheme = """    extension_cases: [{months: [72], requires: {income_hkd_year: {min: 2000000}, months_in_city: {min: 20}}}]
    renewal_routes: [{employed: 1}]"""
    path = town.file("top", scheme=scheme, attributes="job_offer: {constant: 1}",
                     pool="    offer_pay_median_hkd_month: 200000", end="2025-12")
    text = trace(path, "--person", key_of(0))
    assert entries(text)[2:] == [
        "2023-01 arrival Landed under Open scheme, alone. Leave to stay to 2025-01. An arranged post, high-skilled work in "
        "work, at HKD 200,000 a month.",
        "2024-10 renewal_applied Asked to extend the leave that runs out in 2025-01, 3 months ahead (taken from 3 months "
        "ahead). Pay HKD 200,000 a month; such holders ask with a chance of 100 %. Decision due 2024-10. [3]",
        "2024-10 renewed Leave extended by 72 months, to 2031-01. Renewal route 1 of 1 met: employed yes (asked: yes); pay "
        "HKD 200,000 a month. The length is that of holders with income HKD 2,400,000 a year (asked: HKD 2,000,000 or "
        "more), months in city 21 (asked: 20 or more). Such applications are granted with a chance of 100 %. [4] [5]",
    ]
    assert text.split("At the end of 2025-12\n")[1].startswith(
        "  Lives in Hong Kong\n"
        "  Open scheme, principal: leave to 2031-01\n"
        "  Ordinary residence since 2023-01: 35 of 84 months; permanent residence in 2030-01 if it goes on\n"
        "  In high-skilled work in work at HKD 200,000 a month since 2023-01\n")


FAMILY = """    married: [{from: 0, to: 99, share: 1}]
    children_if_married: [0, 1]"""


def test_a_family_stands_in_the_file_of_each_member(town):
    path = town.file("family", pool=FAMILY, end="2023-06")
    path.write_text(path.read_text() + "family:\n  source: invented\n  mode_shares: {together: 0, principal_first: 0, "
                    "family_first: 0, commuting: 1, split: 0}\n  commuter_settling_month: 10\n")
    principal, spouse, child = key_of(0), key_of(0) | 1 << 12 | 1 << 8, key_of(0) | 2 << 12 | 1 << 8
    text = trace(path, "--person", principal)
    assert f"  Married, 1 child\n  Trained for high-skilled work in work\n  Spouse {spouse}: Somebody\n" \
           f"  Child 1 {child}: Somebody\n" in text
    assert entries(text)[2:] == [
        "2023-01 arrival Landed under Open scheme, 2 of the family live across the border. Leave to stay to 2025-01. Does "
        "not look for work here. Lives across the border for now: no ordinary residence yet.",
        "2023-01 joined Child 1: Joined as a dependant under Open scheme; leave runs with the principal's. Aged 0 (asked: "
        "below 18). [3]",
        "2023-01 joined Spouse: Joined as a dependant under Open scheme; leave runs with the principal's. [4]",
        "2023-02 (settled) Moved in from across the border: ordinary residence begins, and with it the clock to permanent "
        "residence (asked: 84 months).",
        "2023-02 (settled) Spouse: Moved in from across the border: ordinary residence begins.",
        "2023-02 (settled) Child 1: Moved in from across the border: ordinary residence begins.",
    ]
    of_child = trace(path, "--person", child)
    assert f"Somebody; child 1 of principal {principal}\n" in of_child
    assert "2023-01 joined Joined as a dependant under Open scheme; leave runs with the principal's. Aged 0" in \
        " ".join(of_child.split())
    assert "Principal: Landed under Open scheme" in " ".join(of_child.split())


def test_a_full_quota_turns_away_and_keeps_away(town):
    path = town.file("quota", scheme="    annual_quota: 40", end="2024-12")
    text = {slot: trace(path, "--person", key_of(slot, 1)) for slot in range(25)}
    turned = [t for t in text.values() if "quota_refusal" in t]
    assert turned
    for t in turned:
        assert entries(t)[-1] == (
            "2023-02 quota_refusal Approved on the merits under Open scheme, but turned away: the yearly quota of 40 was "
            "full. [2]")
        assert "At the end of 2024-12\n  Refused; never came\n" in t
    kept = trace(path, "--person", key_of(0, 5))
    assert entries(kept) == [
        "2023-06 (stayed_away) Appeared as a candidate and did not apply: no scheme would take them. No place was left "
        "under Open scheme. [1]"]
    assert "  [1]  schemes.open.annual_quota: 40 persons; from the start. Source: town rules.\n" in kept
    assert "  Never applied, never came\n" in kept


REFORM = """policy:
  - from: 2024-08
    note: shorter
    source: gazette of the town
    set: {schemes.open.extension_months: [6]}"""


def test_two_reforms_part_a_life_when_they_act_and_say_which_rule(town):
    base, variant = town.file("base", end="2025-12"), town.file("variant", title="Short town", end="2025-12", policy=REFORM)
    text = trace(base, variant, "--person", key_of(0))
    head, dated = text.split("\n\n")[2], re.sub(r"\n {9,}", " ", text.split("\n\n")[3]).splitlines()
    assert head == (
        "The lives part in 2024-10:\n"
        "  schemes.open.extension_months: [36, 12] months in A, [6] months since 2024-08 (shorter) in B")
    marks = [(line[0], *line[3:].split()[:2]) for line in dated]
    assert marks == [
        (" ", "2023-01", "application"), (" ", "2023-01", "approval"), (" ", "2023-01", "arrival"),
        ("B", "2024-08", "(rule)"), (" ", "2024-10", "renewal_applied"),
        ("A", "2024-10", "renewed"), ("B", "2024-10", "renewed"),
        ("B", "2025-04", "renewal_applied"), ("B", "2025-04", "renewed"),
        ("B", "2025-10", "renewal_applied"), ("B", "2025-10", "renewed"),
    ]
    assert "A  Open scheme, principal: leave to 2028-01\n" in text
    assert "B  Open scheme, principal: leave to 2026-07\n" in text
    same = trace(base, base, "--person", key_of(0))
    assert "The two lives are the same.\n" in same and not re.search(r"^[AB]  20", same, re.MULTILINE)


TOWN = "tests/scenarios/small_town.yaml"
SMALL = ("--scale", "0.02", "--until", "2023-06", "--threads", "1")
MISUNDERSTOOD = {
    "neither": ([TOWN], "trace needs either --person KEY or --search TERMS"),
    "both": ([TOWN, "--person", "1", "--search", "who=spouse"], "trace needs either --person KEY or --search TERMS"),
    "two scenarios to search": (
        [TOWN, TOWN, "--search", "who=spouse"], "--search takes one SCENARIO (--person compares two)"),
    "limit of one": ([TOWN, "--person", "1", "--limit", "3"], "--limit goes with --search"),
    "no key": ([TOWN, "--person", "x"], "--person 'x' is not a whole number from 0 to 9007199254740991"),
    "no replicate": ([TOWN, "--person", "1", "--replicate", "-1"],
                     "--replicate '-1' is not a whole number from 0 to 9999"),
    "no limit": ([TOWN, "--search", "who=spouse", "--limit", "0"], "--limit '0' is not a whole number from 1 to 1000000"),
    "nobody": ([TOWN, "--person", "9007199254740991", *SMALL],
               "nobody has the key 9007199254740991 in this run (keys go with seed, replicate, scale and scenario); "
               "--search finds keys"),
    "empty": ([TOWN, "--search", ""], "--search is empty (write for example scheme=NAME,outcome=left)"),
    "unknown term": ([TOWN, "--search", "schme=graduate"], "--search: unknown term 'schme' (did you mean 'scheme'?)"),
    "unknown term, far off": (
        [TOWN, "--search", "colour=red"],
        "--search: unknown term 'colour' (one of scheme, outcome, arrival, family, sector, who)"),
    "no value": ([TOWN, "--search", "scheme"], "--search: scheme has no value (write scheme=...)"),
    "unknown scheme": ([TOWN, "--search", "scheme=gradute"], "--search: no scheme 'gradute' (did you mean 'graduate'?)"),
    "unknown scheme, far off": (
        [TOWN, "--search", "scheme=x"], "--search: no scheme 'x' (one of graduate, family)"),
    "unknown outcome": ([TOWN, "--search", "outcome=laspsed"], "--search: no outcome 'laspsed' (did you mean 'lapsed'?)"),
    "unknown family": ([TOWN, "--search", "family=spuose"], "--search: no family 'spuose' (did you mean 'spouse'?)"),
    "twice": ([TOWN, "--search", "who=spouse,who=child"],
              "--search: who is given more than once (separate values by |)"),
    "no month": (
        [TOWN, "--search", "arrival=2023-13"],
        "--search: arrival '2023-13' is not a year, a month or a range of them (write 2024, 2024-06 or 2024-01..2024-06)"),
    "backwards": (
        [TOWN, "--search", "arrival=2024..2023"],
        "--search: arrival '2024..2023' is not a year, a month or a range of them (write 2024, 2024-06 or "
        "2024-01..2024-06)"),
}


@pytest.mark.parametrize("case", MISUNDERSTOOD)
def test_what_is_not_understood_is_named(case):
    arguments, complaint = MISUNDERSTOOD[case]
    assert talentsim("trace", *arguments) == (2, "", f"talentsim: error: {complaint}\n")


def test_two_scenarios_need_the_same_draws(town):
    base, variant = town.file("base"), town.file("variant")
    variant.write_text(variant.read_text() + "seed: 2\n")
    said = talentsim("trace", base, variant, "--person", key_of(0))
    assert said == (2, "", "talentsim: error: the two scenarios have different seeds, 1 and 2 (a key names the same person "
                           "only under one seed) give --seed\n")
    assert talentsim("trace", base, variant, "--person", key_of(0), "--seed", "3").code == 0


def test_a_replicate_is_numbered_as_in_results_files(town):
    path = town.file("certain", end="2023-03")
    events = results.open_results(runs.run_file(path, "--events", "--replicates", "3")).events()
    for replicate in range(3):
        mine = events[(events.replicate == replicate) & (events.event == "arrival")]
        said = talentsim("trace", path, "--search", "arrival=2023", "--limit", "1000", "--replicate", replicate)
        assert {int(line.split()[0]) for line in said.out.splitlines()} == set(mine.person)


def test_no_scenario():
    said = "talentsim: error: no SCENARIO (trace needs a file)\ntalentsim trace --help lists what can be given\n"
    assert talentsim("trace", "--person", "1") == (2, "", said)
