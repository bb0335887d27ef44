# SPDX-License-Identifier: MIT
"""`talentsim check SCENARIO --timeline`: each dated change with its month, old and new values, and source."""

import re

import runs
import yaml
from commands import TOWN, talentsim

PAGE = """\
Small town: dated changes of the rules, 2022-12 to 2030-12
A change acts from the month that it stands under; the day, where it matters, is in the words.
What is marked [on record] changed, here or in a rival city; no rule of the model reads it.

2022-12
  Opens to applications: Graduate pass (graduate)
    Source: invented

2024-11
  longer first stay
    - Graduate pass, first stay: from 24 months to 36 months
    Source: gazette of the town

2026-03
  the quota is raised
    - Graduate pass, annual quota: from 1000 persons to 2000 persons
    Source: none given

3 dates, 3 entries.
"""


def page(scenario):
    said = talentsim("check", scenario, "--timeline")
    assert said.code == 0, said.err
    assert said.err == ""
    return said.out


def test_the_page_is_exact():
    assert page(TOWN) == PAGE


def test_defaults_lists_ranges_and_records_are_told(folder):
    (folder / "x.yaml").write_text(
        "extends: small_town.yaml\n"
        "policy:\n"
        "  - from: 2025-05\n"
        "    note: a package\n"
        "    source: [gazette, page 2]\n"
        "    set:\n"
        "      schemes.graduate.renewal_lead_months: 3\n"
        "      schemes.graduate.requires: {age_years: {min: 18, max: 40}, job_offer: 1}\n"
        "      schemes.graduate.extension_months: [12]\n"
        "      schemes.graduate.annual_quota: none\n"
        "    record:\n"
        "      - {what: universities on the list, from: 176, to: 184}\n"
        "      - {what: fee, to: \"HKD 600\"}\n"
    )
    said = page(folder / "x.yaml")
    start, end = said.index("2025-05"), said.index("3 dates")  # the quota of 2026-03 no longer acts
    assert said[start:end] == (
        "2025-05\n"
        "  a package\n"
        "    - Graduate pass, requires: from listed degree 1, experience years at least 0, at most 3 to age\n"
        "      years at least 18, at most 40, job offer 1\n"
        "    - Graduate pass, annual quota: from 1000 persons to none\n"
        "    - Graduate pass, extension: from 36, 36 months to 12 months\n"
        "    - Graduate pass, renewal lead: from 1 month to 3 months\n"
        "    - universities on the list: from 176 to 184 [on record]\n"
        "    - fee: to HKD 600 [on record]\n"
        "    Source: gazette; page 2\n\n"
    )


def test_a_record_alone_changes_no_result(folder, tmp_path):
    (folder / "x.yaml").write_text(
        "extends: small_town.yaml\npolicy:\n  - {from: 2023-01, record: [{what: a list, from: 1, to: 2}]}\n")
    options = ["--scale", "0.02", "--until", "2023-06", "--quiet"]
    assert talentsim("run", TOWN, *options, "-o", tmp_path / "a.h5") == (0, "", "")
    assert talentsim("run", folder / "x.yaml", *options, "-o", tmp_path / "b.h5") == (0, "", "")
    assert runs.compare_results(tmp_path / "a.h5", tmp_path / "b.h5", "--other-scenario") == ""
    said = talentsim("check", folder / "x.yaml")
    assert yaml.safe_load(said.out)["policy"][0]["record"] == [{"what": "a list", "from": 1, "to": 2}]


def test_every_change_of_the_city_stands_on_the_page_with_a_source():
    said = page("scenarios/baseline.yaml")
    assert "none given" not in said
    policy = yaml.safe_load((runs.ROOT / "scenarios" / "hong_kong" / "timeline.yaml").read_text())["policy"]
    flat = re.sub(r"\s+", " ", said)
    for item in policy:
        assert f"\n{item['from']}\n" in said
        assert re.sub(r"\s+", " ", item["note"]).strip() in flat
        for record in item.get("record", []):
            assert f"{record['what']}: " in flat
    changes = sum(len(item.get("set", {})) + len(item.get("record", [])) for item in policy)
    assert len(re.findall(r"^    - ", said, re.MULTILINE)) == changes
    assert [date for date in re.findall(r"^\d{4}-\d\d$", said, re.MULTILINE)] == sorted(
        set(re.findall(r"^\d{4}-\d\d$", said, re.MULTILINE)))


# Every dated change of the evidence since December 2022: the month under which it stands, and words of its entry.
OF_THE_EVIDENCE = [
    ("2022-12", "Opens to applications: Top Talent Pass Scheme, category A"),
    ("2022-12", "Opens to applications: Top Talent Pass Scheme, category B"),
    ("2022-12", "Opens to applications: Top Talent Pass Scheme, category C"),
    ("2022-12", "Opens to applications: Immigration Arrangements for Non-local Graduates, Greater Bay Area campuses"),
    ("2022-12", "General Employment Policy, first stay: from 24 months to 36 months"),
    ("2022-12", "the top tier becomes 3+5 years, 2+6 before"),
    ("2022-12", "Admission Scheme for Mainland Talents and Professionals, first stay: from 24 months to 36 months"),
    ("2022-12", "Technology Talent Admission Scheme, first stay: from 24 months to 36 months"),
    ("2022-12", "proof of local recruitment difficulty"),
    ("2022-12", "Quality Migrant Admission Scheme, first stay: from 24 months to 36 months"),
    ("2022-12", "Quality Migrant Admission Scheme, annual quota: from 4000 persons to none"),
    ("2022-12", "fresh graduates, first stay: from 12 months to 24 months"),
    ("2022-12", "fresh graduates, extension: from 24, 24, 36 months to 36, 36 months"),
    ("2022-12", "Permanent Residents, first stay: from 12 months to 24 months"),
    ("2022-12", "the top tier of 2+6 years, from 28 December 2022"),
    ("2022-12", "Hong Kong Talent Engage opens online"),
    ("2023-01", "35,000 a year"),
    ("2023-01", "Singapore opens its ONE Pass"),
    ("2023-04", "Japan opens J-Skip"),
    ("2023-05", "professions on the Talent List: from 13 to 51"),
    ("2023-10", "universities on the list: from 176 to 184"),
    ("2023-10", "Hong Kong Talent Engage opens its office"),
    ("2024-01", "universities on the list: from 184 to 185"),
    ("2024-03", "Opens to applications: New Capital Investment Entrant Scheme"),
    ("2024-09", "intakes 2024/25 and 2025/26"),
    ("2024-11", "Top Talent Pass Scheme, category A, first stay: from 24 months to 36 months"),
    ("2024-11", "unconditional extension: from nothing to months 12"),
    ("2024-11", "universities on the list: from 185 to 198"),
    ("2024-11", "Top Talent Pass Scheme, category C, renewal lead: from 1 month to 3 months"),
    ("2024-11", "renewal test published on 1 November 2024"),
    ("2024-11", "requires: from points at least 80 to criteria met at least 6"),
    ("2024-12", "the pilot of two years extended by two"),
    ("2024-12", "Australia opens its National Innovation visa"),
    ("2025-01", "universities on the list: from 198 to 199"),
    ("2025-01", "50,000 a year"),
    ("2025-02", "fee for an application"),
    ("2025-03", "professions on the Talent List: from 51 to 60"),
    ("2025-03", "months for which the net assets must have been held: from 24 to 6"),
    ("2025-07", "Opens to applications: Technical professionals' stream"),
    ("2025-09", "help with school placement also for children of 15 and over"),
    ("2025-09", "allowance for property eased"),
    ("2026-01", "universities on the list: from 199 to 200"),
    ("2026-03", "Immigration Arrangements for Non-local Graduates, fresh graduates, renewal lead: from 1 month to 3 months"),
    ("2026-06", "Opens to applications: Vocational Professionals Admission Scheme"),
    ("2027-01", "Closes to new applications: Immigration Arrangements for Non-local Graduates, Greater Bay Area campuses"),
    ("2027-09", "years of residence before the course: from 0 to 1"),
    ("2028-07", "Closes to new applications: Technical professionals' stream"),
    ("2028-09", "years of residence before the course: from 1 to 2"),
]


def test_every_dated_change_of_the_evidence_stands_under_its_month():
    parts = re.split(r"^(\d{4}-\d\d)$", page("scenarios/baseline.yaml"), flags=re.MULTILINE)
    months = {month: re.sub(r"\s+", " ", text) for month, text in zip(parts[1::2], parts[2::2])}
    missing = [(month, words) for month, words in OF_THE_EVIDENCE if words not in months.get(month, "")]
    assert missing == []


def test_every_entry_of_the_city_names_its_source():
    """One source an entry, and none is left empty."""
    said = page("scenarios/baseline.yaml")
    entries = int(re.search(r"(\d+) entries\.", said)[1])
    assert len(re.findall(r"^    Source: \S", said, re.MULTILINE)) == entries
